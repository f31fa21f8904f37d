package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.ServerWatch;

/**
 * Servers for one test: a writable source and two read-only replicas that replicate from it by GTID. Methods return once the server
 * has done what is asked.
 */
public interface ServersUnderTest extends AutoCloseable {
    InstanceKey source();

    /** Two of them. */
    List<InstanceKey> replicas();

    /** Writes one row as an account without special privileges; whether the server took it, asked for at most a second. */
    boolean write(InstanceKey key);

    /** Ends the server's process at once. */
    void kill(InstanceKey key);

    /** Ends the server's process in an orderly way. */
    void shutDown(InstanceKey key);

    /** Whether a server that is shut down wakes its sessions, or tells them, before it closes their connections. */
    default boolean tellsShutDown() {
        return true;
    }

    /** Stops the server's process (SIGSTOP). */
    void hang(InstanceKey key);

    /** Lets a stopped process go on. */
    void resume(InstanceKey key);

    void stopApplier(InstanceKey key);

    InstanceProber prober();

    InstanceActuator actuator();

    ServerWatch watch();

    Patience patience();

    /** The monotonic time that the adapters go by. */
    Duration now();

    @Override
    void close();
}
