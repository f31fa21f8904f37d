package io.orchestrator.app.command;

import java.util.Objects;
import java.util.function.Predicate;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.topology.TopologySettings;

/**
 * What the configuration and the machine tell commands.
 *
 * @param defaultPort port of an instance that is given without one ({@code DefaultInstancePort})
 * @param hostname this machine's name: the instance that is meant where none is given
 * @param user who runs the command, by the operating system; empty when it does not say
 * @param topology how servers are judged and drawn
 * @param oscIgnored servers that online schema changes do not look at ({@code OSCIgnoreHostnameFilters})
 * @param fuzzyPoolNames servers of a pool may be given by a piece of their name ({@code SupportFuzzyPoolHostnames})
 */
record CommandSettings(int defaultPort, String hostname, String user, TopologySettings topology,
        Predicate<InstanceKey> oscIgnored, boolean fuzzyPoolNames) {
    CommandSettings {
        Objects.requireNonNull(hostname, "hostname");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(topology, "topology");
        Objects.requireNonNull(oscIgnored, "oscIgnored");
    }
}
