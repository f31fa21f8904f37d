package io.orchestrator.http.api;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.discovery.HostFilters;
import io.orchestrator.http.wire.Rendering;

/**
 * What the routes take from the configuration.
 *
 * @param rendering how servers and clusters are shown
 * @param defaultInstancePort {@code DefaultInstancePort}: port of a cluster hint without one
 * @param problemIgnored {@code ProblemIgnoreHostnameFilters}
 * @param fuzzyPoolNames {@code SupportFuzzyPoolHostnames}: members of a pool may be given by a piece of their name
 * @param candidateLifetime {@code CandidateInstanceExpireMinutes}: after that a promotion rule expires
 * @param owner who acknowledges when nobody was asked to say who they are: this node's host name
 * @param oscIgnored {@code OSCIgnoreHostnameFilters}: servers that no schema change should watch
 * @param writeBuffer what is told of the write buffer
 */
public record ApiSettings(Rendering rendering, int defaultInstancePort, HostFilters problemIgnored,
        boolean fuzzyPoolNames, Duration candidateLifetime, String owner, HostFilters oscIgnored,
        WriteBuffer writeBuffer) {
    public ApiSettings {
        Objects.requireNonNull(rendering, "rendering");
        Objects.requireNonNull(problemIgnored, "problemIgnored");
        Objects.requireNonNull(candidateLifetime, "candidateLifetime");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(oscIgnored, "oscIgnored");
        Objects.requireNonNull(writeBuffer, "writeBuffer");
    }

    /** Without filters for schema changes, and with the contract's write buffer. */
    public ApiSettings(Rendering rendering, int defaultInstancePort, HostFilters problemIgnored,
            boolean fuzzyPoolNames, Duration candidateLifetime, String owner) {
        this(rendering, defaultInstancePort, problemIgnored, fuzzyPoolNames, candidateLifetime, owner,
                HostFilters.NONE, WriteBuffer.DEFAULT);
    }

    /**
     * The configured write buffer. It is shown beside what was measured and decides nothing: batches are made in another way here.
     *
     * @param size {@code InstanceWriteBufferSize}, in servers
     * @param flushInterval {@code InstanceFlushIntervalMilliseconds}
     */
    public record WriteBuffer(int size, Duration flushInterval) {
        /** The contract's defaults. */
        public static final WriteBuffer DEFAULT = new WriteBuffer(100, Duration.ofMillis(100));

        public WriteBuffer {
            Objects.requireNonNull(flushInterval, "flushInterval");
        }
    }
}
