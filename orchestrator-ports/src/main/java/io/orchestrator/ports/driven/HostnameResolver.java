package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.domain.naming.Resolution;
import io.orchestrator.domain.naming.ResolveMethod;

/**
 * What the network knows of host names (discovery.md 7.1). Nothing is remembered here: the engine does that. Every call returns at
 * once, and its stage completes within {@link #DEADLINE}, never exceptionally.
 */
public interface HostnameResolver {
    /** After that long a look-up or a connection has failed. */
    Duration DEADLINE = Duration.ofSeconds(2);

    /**
     * What a name resolves to. An address stands for itself, and so does every name where the method asks no network.
     *
     * @param hostname neither empty nor detached
     */
    CompletionStage<Resolution> resolve(String hostname, ResolveMethod method);

    /** The addresses of a host; {@link HostAddresses#NONE} when they cannot be found. */
    CompletionStage<HostAddresses> addresses(String hostname);

    /** Opens a TCP connection and closes it; empty when somebody listens, else why not, e.g. {@code dial tcp db1:3306: …}. */
    CompletionStage<String> dial(InstanceKey key);
}
