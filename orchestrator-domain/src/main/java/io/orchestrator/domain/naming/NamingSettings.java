package io.orchestrator.domain.naming;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How host names are resolved (config.md 7.7).
 *
 * @param method {@code HostnameResolveMethod}
 * @param lifetime how long a name is known before it is asked for again ({@code ExpiryHostnameResolvesMinutes}); at least a second
 * @param reject results that are neither kept nor stored ({@code RejectHostnameResolvePattern}); null when there are none
 * @param trustBinlogServers {@code SkipBinlogServerUnresolveCheck}
 * @param virtualNames what is wanted of virtual names at least in this process ({@code --skip-unresolve}, {@code --skip-unresolve-check})
 */
public record NamingSettings(ResolveMethod method, Duration lifetime, @Nullable Pattern reject,
        boolean trustBinlogServers, Unresolving.Wish virtualNames) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** The contract's defaults. */
    public static final NamingSettings DEFAULTS =
            new NamingSettings(ResolveMethod.DEFAULT, Duration.ofMinutes(60), null, true);

    public NamingSettings {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(virtualNames, "virtualNames");
        lifetime = lifetime.compareTo(SHORTEST) < 0 ? SHORTEST : lifetime;
    }

    /** Where virtual names are used as everywhere. */
    public NamingSettings(ResolveMethod method, Duration lifetime, @Nullable Pattern reject,
            boolean trustBinlogServers) {
        this(method, lifetime, reject, trustBinlogServers, Unresolving.Wish.CHECKED);
    }

    /** The same with another wish about virtual names. */
    public NamingSettings withVirtualNames(Unresolving.Wish wish) {
        return new NamingSettings(method, lifetime, reject, trustBinlogServers, wish);
    }

    /** Whether a result is one of those that are not wanted. */
    public boolean rejects(String result) {
        return reject != null && reject.matcher(result).find();
    }
}
