package io.orchestrator.app.config;

import java.util.List;

import io.orchestrator.app.config.key.DetectionKeys;
import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.RecoveryKeys;
import io.orchestrator.app.config.key.ResolvingKeys;
import io.orchestrator.domain.text.ContractPattern;

/**
 * Patterns that refuse the configuration when they cannot be used: those that say what is detected and recovered, where the contract's
 * silence is a defect (detection.md 17, D-16), and the one that says which host names are not believed. {@link Restrictions} tells of
 * the others.
 */
final class PatternRules {
    private static final String ALIAS_EXPRESSION = "alias~=";

    private PatternRules() {}

    static void usable(Draft draft) {
        draft.get(DetectionKeys.RECOVERY_IGNORE_HOSTNAME_FILTERS)
                .forEach(pattern -> refuse(draft, DetectionKeys.RECOVERY_IGNORE_HOSTNAME_FILTERS, pattern));
        for (var key : List.of(RecoveryKeys.RECOVER_MASTER_CLUSTER_FILTERS,
                RecoveryKeys.RECOVER_INTERMEDIATE_MASTER_CLUSTER_FILTERS)) {
            draft.get(key)
                    .stream()
                    .filter(filter -> !filter.equals("*") && !filter.startsWith("alias="))
                    .map(filter -> filter.startsWith(ALIAS_EXPRESSION) ? filter.substring(ALIAS_EXPRESSION.length())
                            : filter)
                    .forEach(pattern -> refuse(draft, key, pattern));
        }
        refuse(draft, ResolvingKeys.REJECT_HOSTNAME_RESOLVE_PATTERN,
                draft.get(ResolvingKeys.REJECT_HOSTNAME_RESOLVE_PATTERN));
    }

    private static void refuse(Draft draft, Key<?> key, String pattern) {
        ContractPattern.fault(pattern)
                .ifPresent(why -> draft.fault(
                        key.name() + " holds a pattern that cannot be used, \"" + pattern + "\": " + why, key));
    }
}
