package io.orchestrator.http.wire;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The configured filters of automatic recovery, as {@code automated-recovery-filters} shows them and as they decide the two flags of a
 * cluster (recovery.md 3).
 *
 * @param intermediate {@code RecoverIntermediateMasterClusterFilters}
 * @param source {@code RecoverMasterClusterFilters}
 * @param ignoredHosts {@code RecoveryIgnoreHostnameFilters}
 */
public record RecoveryFilters(
        @JsonProperty("RecoverIntermediateMasterClusterFilters") List<String> intermediate,
        @JsonProperty("RecoverMasterClusterFilters") List<String> source,
        @JsonProperty("RecoveryIgnoreHostnameFilters") List<String> ignoredHosts) {
    private static final String ALIAS_IS = "alias=";
    private static final String ALIAS_LIKE = "alias~=";

    public RecoveryFilters {
        intermediate = List.copyOf(intermediate);
        source = List.copyOf(source);
        ignoredHosts = List.copyOf(ignoredHosts);
    }

    boolean recoversSource(String name, String alias) {
        return source.stream().anyMatch(filter -> matches(filter, name, alias));
    }

    boolean recoversIntermediate(String name, String alias) {
        return intermediate.stream().anyMatch(filter -> matches(filter, name, alias));
    }

    private static boolean matches(String filter, String name, String alias) {
        if (filter.equals("*") || filter.equals(name) || filter.equals(alias)) {
            return true;
        }
        if (filter.startsWith(ALIAS_IS)) {
            return filter.substring(ALIAS_IS.length()).equals(alias);
        }
        if (filter.startsWith(ALIAS_LIKE)) {
            return finds(filter.substring(ALIAS_LIKE.length()), alias);
        }
        return !filter.isEmpty() && finds(filter, name);
    }

    private static boolean finds(String expression, String text) {
        try {
            return Pattern.compile(expression).matcher(text).find();
        } catch (PatternSyntaxException _) {
            return false;
        }
    }
}
