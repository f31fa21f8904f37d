package io.orchestrator.ports.driven;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * For adapters of {@link InstanceStore}: which servers this process has stored, so that its next probe does not bring back one that
 * somebody else has deleted meanwhile. Thread-safe.
 *
 * <p>
 * A server that was missing both of the last two times that this process asked who is stored is a stranger again: by then the process
 * has heeded the first answer and dropped the server, and what it writes of it later it has found anew.
 */
public final class WrittenServers {
    private final Set<InstanceKey> written = ConcurrentHashMap.newKeySet();
    private final Set<InstanceKey> missing = ConcurrentHashMap.newKeySet();

    /** This process has stored them. */
    public void wrote(Collection<InstanceKey> keys) {
        written.addAll(keys);
    }

    /** Whether this process has stored that server, and does not know yet that it is gone. */
    public boolean contains(InstanceKey key) {
        return written.contains(key);
    }

    /** This process itself has deleted them. */
    public void forgot(Collection<InstanceKey> keys) {
        keys.forEach(written::remove);
        keys.forEach(missing::remove);
    }

    /** This process asked which servers are stored, and these are. */
    public void stored(Set<InstanceKey> keys) {
        missing.removeIf(keys::contains);
        written.removeIf(key -> !keys.contains(key) && !missing.add(key));
        missing.retainAll(written);
    }
}
