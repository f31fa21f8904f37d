package io.orchestrator.ports.driven;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;

/** Which servers people put into which pool ({@code database_instance_pool}). */
public interface PoolStore {
    /** A server in a pool. */
    record Member(String pool, InstanceKey key) {
        public Member {
            Objects.requireNonNull(pool, "pool");
            Objects.requireNonNull(key, "key");
        }
    }

    /** All members by pool, host name and port. */
    CompletionStage<List<Member>> readAll();

    /** Replaces all members of a pool in one transaction; none empties it. */
    CompletionStage<Void> replace(String pool, Collection<InstanceKey> members);
}
