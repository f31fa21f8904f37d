package io.orchestrator.domain.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Structure rules in the contract's order; each is judged by itself (detection.md 7). */
final class StructureRules {
    /** One structure rule: its code, its condition, and the condition in words. */
    private record StructureRule(StructureCode code, Predicate<Evidence> condition,
            Function<Evidence, String> reason) {}

    private static final List<StructureRule> RULES = List.of(
            new StructureRule(StructureCode.NO_LOGGING_REPLICAS,
                    e -> isMaster(e) && e.logging().logging() == 0 && e.replicas().count() > 1,
                    e -> "none of the " + Words.replicaCount(e) + " logs what it replicates: none can be promoted"),
            new StructureRule(StructureCode.NO_FAILOVER_SUPPORT,
                    e -> isMaster(e) && e.replicas().count() > 1 && !e.gtid().oracle() && !e.gtid().mariaDb()
                            && !e.gtid().binlogServer() && !e.gtid().pseudo(),
                    e -> "the " + e.replicas().seen() + " readable replicas do not all use GTID, binlog servers or "
                            + "Pseudo-GTID: they cannot be moved below a promoted one"),
            new StructureRule(StructureCode.STATEMENT_AND_MIXED_LOGGING_REPLICAS,
                    e -> isMaster(e) && e.logging().statementBased() > 0 && e.logging().mixedBased() > 0,
                    StructureRules::formats),
            new StructureRule(StructureCode.STATEMENT_AND_ROW_LOGGING_REPLICAS,
                    e -> isMaster(e) && e.logging().statementBased() > 0 && e.logging().rowBased() > 0,
                    StructureRules::formats),
            new StructureRule(StructureCode.MIXED_AND_ROW_LOGGING_REPLICAS,
                    e -> isMaster(e) && e.logging().mixedBased() > 0 && e.logging().rowBased() > 0,
                    StructureRules::formats),
            new StructureRule(StructureCode.MULTIPLE_MAJOR_VERSIONS_LOGGING_REPLICAS,
                    e -> isMaster(e) && e.logging().distinctMajorVersions() > 1,
                    e -> "logging replicas run " + e.logging().distinctMajorVersions() + " different major versions"),
            new StructureRule(StructureCode.DIFFERENT_GTID_MODES,
                    e -> e.replicas().count() > 0 && (!e.gtid().mode().equals(e.gtid().minReplicaMode())
                            || !e.gtid().mode().equals(e.gtid().maxReplicaMode())),
                    e -> "its GTID mode is '" + e.gtid().mode() + "', its replicas have '" + e.gtid().minReplicaMode()
                            + "' to '" + e.gtid().maxReplicaMode() + "'"),
            new StructureRule(StructureCode.ERRANT_GTID, e -> !e.gtid().maxReplicaErrant().isEmpty(),
                    e -> "a replica has transactions that it does not have: " + e.gtid().maxReplicaErrant()),
            new StructureRule(StructureCode.NO_WRITEABLE_MASTER, e -> isMaster(e) && e.readOnly(),
                    _ -> "the source is read-only"),
            new StructureRule(StructureCode.NOT_ENOUGH_VALID_SEMI_SYNC_REPLICAS,
                    e -> isMaster(e) && e.semiSync().enabled() && !e.semiSync().active() && e.semiSync().wanted() > 0
                            && e.semiSync().clients() < e.semiSync().wanted(),
                    e -> Words.acknowledgements(e) + "; it has fallen back to asynchronous replication"));

    private StructureRules() {}

    private static boolean isMaster(Evidence e) {
        return e.role().master();
    }

    private static String formats(Evidence e) {
        return "binary log formats of logging replicas differ: " + e.logging().statementBased() + " STATEMENT, "
                + e.logging().mixedBased() + " MIXED, " + e.logging().rowBased() + " ROW";
    }

    static List<StructureCode> codes(Evidence evidence) {
        List<StructureCode> codes = List.of();
        for (StructureRule rule : RULES) {
            if (rule.condition().test(evidence)) {
                // Most servers have none: nothing is made for them.
                codes = codes.isEmpty() ? new ArrayList<>() : codes;
                codes.add(rule.code());
            }
        }
        return codes;
    }

    /** Why a server has this code, on this evidence. */
    static String reason(StructureCode code, Evidence evidence) {
        return RULES.stream()
                .filter(r -> r.code() == code)
                .map(r -> r.reason().apply(evidence))
                .findFirst()
                .orElse("");
    }
}
