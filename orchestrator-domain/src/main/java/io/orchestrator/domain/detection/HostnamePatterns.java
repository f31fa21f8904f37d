package io.orchestrator.domain.detection;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.text.ContractPattern;

/**
 * {@code RecoveryIgnoreHostnameFilters} (detection.md 8): expressions found anywhere in the host name; the port plays no role and
 * addresses are not special.
 *
 * @param patterns compiled expressions
 */
public record HostnamePatterns(List<Pattern> patterns) {
    public static final HostnamePatterns NONE = new HostnamePatterns(List.of());

    public HostnamePatterns {
        patterns = List.copyOf(patterns);
    }

    /** Compiles expressions; one that is none matches nothing: whoever reads a configuration tells of it (D-16). */
    public static HostnamePatterns of(List<String> expressions) {
        return new HostnamePatterns(
                expressions.stream().flatMap(expression -> ContractPattern.find(expression).stream()).toList());
    }

    static Pattern compile(String expression) {
        try {
            return ContractPattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is not a regular expression: " + e.getDescription(), e);
        }
    }

    public boolean matches(InstanceKey key) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(key.hostname()).find()) {
                return true;
            }
        }
        return false;
    }
}
