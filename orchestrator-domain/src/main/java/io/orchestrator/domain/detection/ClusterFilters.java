package io.orchestrator.domain.detection;

import java.util.List;
import java.util.regex.Pattern;

import io.orchestrator.domain.identity.ClusterName;
import org.jspecify.annotations.Nullable;

/**
 * Which clusters a kind of recovery runs on by itself: {@code RecoverMasterClusterFilters} and
 * {@code RecoverIntermediateMasterClusterFilters} (recovery.md 3). A cluster qualifies when any filter matches.
 */
public final class ClusterFilters {
    /** No cluster qualifies. */
    public static final ClusterFilters NONE = new ClusterFilters(List.of());

    private static final String ALIAS_IS = "alias=";
    private static final String ALIAS_MATCHES = "alias~=";

    private final List<Filter> filters;

    /** One filter; the pattern is null for texts that are only compared. */
    private record Filter(String text, @Nullable Pattern pattern) {
        boolean matches(ClusterName name, String alias) {
            if (text.equals(name.value()) || text.equals(alias) || text.equals("*")) {
                return true;
            }
            if (text.startsWith(ALIAS_IS)) {
                return alias.equals(text.substring(ALIAS_IS.length()));
            }
            if (pattern == null) {
                return false;
            }
            return pattern.matcher(text.startsWith(ALIAS_MATCHES) ? alias : name.value()).find();
        }
    }

    private ClusterFilters(List<Filter> filters) {
        this.filters = List.copyOf(filters);
    }

    /**
     * Reads filters: a cluster's name or alias, {@code alias=NAME}, {@code alias~=REGEX}, {@code *}, or an expression found in the name.
     *
     * @throws IllegalArgumentException when an expression is none; the message quotes it (D-16)
     */
    public static ClusterFilters of(List<String> texts) {
        return new ClusterFilters(texts.stream().map(ClusterFilters::read).toList());
    }

    private static Filter read(String text) {
        if (text.startsWith(ALIAS_MATCHES)) {
            return new Filter(text, HostnamePatterns.compile(text.substring(ALIAS_MATCHES.length())));
        }
        boolean compared = text.isEmpty() || text.equals("*") || text.startsWith(ALIAS_IS);
        return new Filter(text, compared ? null : HostnamePatterns.compile(text));
    }

    /**
     * Whether a cluster qualifies.
     *
     * @param name its name
     * @param alias its alias; an empty filter matches an empty alias
     */
    public boolean matches(ClusterName name, String alias) {
        return filters.stream().anyMatch(f -> f.matches(name, alias));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterFilters that && texts().equals(that.texts());
    }

    @Override
    public int hashCode() {
        return texts().hashCode();
    }

    @Override
    public String toString() {
        return texts().toString();
    }

    private List<String> texts() {
        return filters.stream().map(Filter::text).toList();
    }
}
