package io.orchestrator.app.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.orchestrator.app.config.key.DetectionKeys;
import io.orchestrator.app.config.key.EvidenceKeys;
import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.RecoveryKeys;
import io.orchestrator.app.config.key.ResolvingKeys;
import io.orchestrator.domain.detection.WritePathPolicy;
import io.orchestrator.domain.text.ContractPattern;

/**
 * Patterns that refuse the configuration when they cannot be used: those that say what is detected and recovered, where the contract's
 * silence is a defect (detection.md 17, D-16), and the one that says which host names are not believed. {@link Restrictions} tells of
 * the others.
 */
final class PatternRules {
    private static final String ALIAS_EXPRESSION = "alias~=";
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,15}");

    private static final String POLICIES = "off, observe or act is wanted";
    private static final long SHORTEST_WRITE = 1_500;

    private PatternRules() {}

    static void usable(Draft draft) {
        draft.get(DetectionKeys.RECOVERY_IGNORE_HOSTNAME_FILTERS)
                .forEach(pattern -> refuse(draft, DetectionKeys.RECOVERY_IGNORE_HOSTNAME_FILTERS, pattern));
        for (var key : List.of(RecoveryKeys.RECOVER_MASTER_CLUSTER_FILTERS,
                RecoveryKeys.RECOVER_INTERMEDIATE_MASTER_CLUSTER_FILTERS)) {
            draft.get(key).forEach(filter -> refuseFilter(draft, key, filter));
        }
        for (var key : List.of(EvidenceKeys.FAILURE_CONFIRMATION_MILLISECONDS_BY_CLUSTER,
                EvidenceKeys.ORDERLY_SHUTDOWN_MILLISECONDS_BY_CLUSTER)) {
            draft.get(key).forEach((filter, length) -> {
                refuseFilter(draft, key, filter);
                if (!WHOLE.matcher(length).matches()) {
                    draft.fault(key.name() + " has \"" + length + "\" for \"" + filter
                            + "\": milliseconds are wanted, as a whole number in quotes", key);
                }
            });
        }
        writePath(draft);
        refuse(draft, ResolvingKeys.REJECT_HOSTNAME_RESOLVE_PATTERN,
                draft.get(ResolvingKeys.REJECT_HOSTNAME_RESOLVE_PATTERN));
    }

    private static void writePath(Draft draft) {
        String policy = draft.get(EvidenceKeys.WRITE_PATH_POLICY);
        if (WritePathPolicy.named(policy).isEmpty()) {
            draft.fault(EvidenceKeys.WRITE_PATH_POLICY.name() + " is \"" + policy + "\": " + POLICIES,
                    EvidenceKeys.WRITE_PATH_POLICY);
        }
        Key<Map<String, String>> byCluster = EvidenceKeys.WRITE_PATH_POLICY_BY_CLUSTER;
        draft.get(byCluster).forEach((filter, wanted) -> {
            refuseFilter(draft, byCluster, filter);
            if (WritePathPolicy.named(wanted).isEmpty()) {
                draft.fault(byCluster.name() + " has \"" + wanted + "\" for \"" + filter + "\": " + POLICIES,
                        byCluster);
            }
        });
        if (draft.get(EvidenceKeys.WRITE_PATH_PROBE_MILLISECONDS) < SHORTEST_WRITE) {
            draft.fault(EvidenceKeys.WRITE_PATH_PROBE_MILLISECONDS.name() + " must be " + SHORTEST_WRITE
                    + " or more: a lock is waited for one second, and must not look like a disk that hangs",
                    EvidenceKeys.WRITE_PATH_PROBE_MILLISECONDS);
        }
    }

    private static void refuseFilter(Draft draft, Key<?> key, String filter) {
        if (!filter.equals("*") && !filter.startsWith("alias=")) {
            refuse(draft, key, filter.startsWith(ALIAS_EXPRESSION) ? filter.substring(ALIAS_EXPRESSION.length())
                    : filter);
        }
    }

    private static void refuse(Draft draft, Key<?> key, String pattern) {
        ContractPattern.fault(pattern)
                .ifPresent(why -> draft.fault(
                        key.name() + " holds a pattern that cannot be used, \"" + pattern + "\": " + why, key));
    }
}
