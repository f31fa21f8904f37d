package io.orchestrator.http.api;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.orchestrator.domain.identity.InstanceKey;

/** Host name filters (discovery.md 5.8): an address is compared with the host name, anything else is found in {@code host:port}. */
final class HostFilters {
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private final List<String> filters;

    HostFilters(List<String> filters) {
        this.filters = filters;
    }

    boolean match(InstanceKey key) {
        return filters.stream().anyMatch(filter -> ADDRESS.matcher(filter).matches()
                ? filter.equals(key.hostname()) : finds(filter, key.display()));
    }

    private static boolean finds(String expression, String text) {
        try {
            return Pattern.compile(expression).matcher(text).find();
        } catch (PatternSyntaxException _) {
            return false;
        }
    }
}
