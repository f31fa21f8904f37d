package io.orchestrator.domain.instance;

/**
 * Semi-synchronous replication of a server (discovery.md 3.4).
 *
 * @param available both plugins are loaded
 * @param sourceNewNames the source side uses the {@code source} spelling of its variables
 * @param replicaNewNames the replica side uses the {@code replica} spelling
 * @param sourceEnabled the source side is switched on
 * @param sourceActive the source side is in effect (has not fallen back to asynchronous)
 * @param sourceClients connected semi-synchronous replicas
 * @param waitForReplicaCount acknowledgements a commit waits for
 * @param timeoutMillis how long a commit waits before falling back
 * @param replicaEnabled the replica side is switched on
 * @param replicaActive the replica side is in effect
 */
public record SemiSync(boolean available, boolean sourceNewNames, boolean replicaNewNames, boolean sourceEnabled,
        boolean sourceActive, int sourceClients, int waitForReplicaCount, long timeoutMillis, boolean replicaEnabled,
        boolean replicaActive) {
    public static final SemiSync NONE = new SemiSync(false, false, false, false, false, 0, 0, 0, false, false);
}
