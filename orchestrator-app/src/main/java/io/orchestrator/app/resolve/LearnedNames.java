package io.orchestrator.app.resolve;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.HostnameResolver;

/** Remembers for a while which name a server gave itself when it was probed under another (discovery.md 7.3). No network look-up. */
public final class LearnedNames implements HostnameResolver {
    private static final long MOST = 100_000;

    private final Cache<InstanceKey, InstanceKey> names;

    /**
     * An empty memory.
     *
     * @param lifetime how long a name is remembered ({@code ExpiryHostnameResolvesMinutes})
     */
    public LearnedNames(Duration lifetime) {
        this.names = Caffeine.newBuilder().expireAfterWrite(lifetime).maximumSize(MOST).build();
    }

    @Override
    public InstanceKey resolve(InstanceKey key) {
        InstanceKey known = names.getIfPresent(key);
        return known == null ? key : known;
    }

    @Override
    public void learn(InstanceKey probed, InstanceKey reported) {
        names.put(probed, reported);
    }
}
