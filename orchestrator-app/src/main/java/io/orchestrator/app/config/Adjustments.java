package io.orchestrator.app.config;

import java.util.List;

/**
 * What is done to the values after each file, in the contract's order (config.md 4). Each is a small function over the
 * draft; one that refuses the configuration records a fault and lets the next ones run, so that all faults are reported
 * together.
 */
final class Adjustments {

    private interface Adjustment {
        void apply(Draft draft, Surroundings surroundings);
    }

    private static final List<Adjustment> IN_ORDER = List.of(
            CredentialRules::backend,
            CredentialRules::topology,
            (draft, _) -> SynonymRules.recoveryBlock(draft),
            (draft, _) -> SynonymRules.lagQuery(draft),
            (draft, _) -> SynonymRules.detachLostReplicas(draft),
            (draft, _) -> SynonymRules.detachSourceHost(draft),
            (draft, _) -> LimitRules.applierNotUpToDate(draft),
            (draft, _) -> LimitRules.promotionOnLag(draft),
            (draft, _) -> SynonymRules.postponeOnLag(draft),
            (draft, _) -> AddressRules.urlPrefix(draft),
            (draft, _) -> LimitRules.embeddedDatabase(draft),
            (draft, _) -> AddressRules.raft(draft),
            (draft, _) -> AddressRules.keyValuePrefix(draft),
            (draft, _) -> LimitRules.pseudoGtid(draft),
            (draft, _) -> AddressRules.httpAdvertise(draft),
            (draft, _) -> LimitRules.writeBuffer(draft),
            (draft, _) -> LimitRules.consulTransaction(draft),
            (draft, _) -> LimitRules.lockedSemiSync(draft),
            (draft, _) -> LimitRules.deadInstanceBackOff(draft),
            (draft, _) -> EntryRules.seeds(draft),
            (draft, _) -> PatternRules.usable(draft));

    private Adjustments() {}

    static void applyTo(Draft draft, Surroundings surroundings) {
        IN_ORDER.forEach(adjustment -> adjustment.apply(draft, surroundings));
    }
}
