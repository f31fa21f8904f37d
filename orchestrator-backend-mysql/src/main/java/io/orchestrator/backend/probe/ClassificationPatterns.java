package io.orchestrator.backend.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Patterns over a server's host name whose first group is its data centre, region or environment (discovery.md 8.3); null when not
 * configured.
 *
 * @param dataCenter {@code DataCenterPattern}
 * @param region {@code RegionPattern}
 * @param physicalEnvironment {@code PhysicalEnvironmentPattern}
 */
public record ClassificationPatterns(@Nullable Pattern dataCenter, @Nullable Pattern region,
        @Nullable Pattern physicalEnvironment) {
    public static final ClassificationPatterns NONE = new ClassificationPatterns(null, null, null);

    String dataCenterOf(String hostname) {
        return firstGroup(dataCenter, hostname);
    }

    String regionOf(String hostname) {
        return firstGroup(region, hostname);
    }

    String physicalEnvironmentOf(String hostname) {
        return firstGroup(physicalEnvironment, hostname);
    }

    /** First group of the pattern's first match; empty without a match, a pattern or a group. */
    static String firstGroup(@Nullable Pattern pattern, String hostname) {
        if (pattern == null) {
            return "";
        }
        Matcher matcher = pattern.matcher(hostname);
        if (!matcher.find() || matcher.groupCount() == 0) {
            return "";
        }
        String group = matcher.group(1);
        return group == null ? "" : group;
    }
}
