package io.orchestrator.domain.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.promotion.Choice;
import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.domain.recovery.RecoveryDecision;
import io.orchestrator.domain.recovery.RecoveryPolicy;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;
import org.jspecify.annotations.Nullable;

/** Gathers all that stands between one failure and its recovery, not only what stands first. */
final class Hindrances {
    private final Question question;
    private final Analysis analysis;
    private final Topology topology;
    private final RecoverySettings settings;
    private final List<Hindrance> found = new ArrayList<>();

    Hindrances(Question question, Analysis analysis, Topology topology) {
        this.question = question;
        this.analysis = analysis;
        this.topology = topology;
        this.settings = question.settings().recovery();
    }

    /** @param succession who would follow; null when this release promotes nobody for such a failure */
    List<Hindrance> with(@Nullable Succession succession) {
        unattended();
        if (succession == null) {
            withoutRecovery();
        } else {
            RecoveryPolicy.stops(analysis, question.circumstances()).forEach(this::stop);
            AntiFlapping.refusals(analysis.key(), analysis.cluster(), question.recoveries())
                    .forEach(refusal -> found.add(Hindrance.blocks(refusal)));
            of(succession);
            found.addAll(question.ofNode());
        }
        found.sort(Comparator.comparing(Hindrance::weight));
        return found.stream().distinct().toList();
    }

    /** The analyzer leaves such servers out. */
    private void unattended() {
        InstanceKey key = analysis.key();
        if (question.topology().find(key).filter(m -> m.annotations().inMaintenance()).isPresent()) {
            found.add(Hindrance.blocks(key + " is in maintenance, where servers are not analysed"));
        }
        if (question.settings().analysis().ignoredHosts().matches(key)) {
            found.add(Hindrance.blocks(key + " matches RecoveryIgnoreHostnameFilters and is not analysed"));
        }
    }

    private void withoutRecovery() {
        if (analysis.code().handling() == AnalysisCode.Handling.NONE) {
            found.add(Hindrance.blocks(withoutPlan()));
        } else {
            stop(RecoveryPolicy.decide(analysis, question.circumstances()));
        }
    }

    private String withoutPlan() {
        if (analysis.code() != AnalysisCode.NO_PROBLEM) {
            return analysis.code().contractName() + " has no action plan: " + analysis.code().description();
        }
        if (analysis.evidence().role().groupMember()) {
            return "no server outside its group replicates from it, and the group itself replaces a primary that it loses";
        }
        return analysis.evidence().replicas().count() == 0
                ? "no server replicates from it, so that there is nothing to recover"
                : "the analysis finds nothing wrong with it";
    }

    private void stop(RecoveryDecision decision) {
        switch (decision) {
            case RecoveryDecision.Ignore ignore -> found.add(Hindrance.blocks(untilWhen(ignore.reason())));
            case RecoveryDecision.DetectOnly detect -> found.add(Hindrance.blocks(analysis.code().contractName()
                    + " is detected only, not recovered: " + detect.reason()));
            case RecoveryDecision.Blocked blocked -> found.add(Hindrance.blocks(blocked.reason()));
            case RecoveryDecision.RecheckAfter recheck -> found.add(Hindrance.delays(
                    "decided anew after " + Ago.length(recheck.delay()) + ": " + recheck.reason()));
            case RecoveryDecision.Recover _ -> {
            }
        }
    }

    private String untilWhen(String reason) {
        Downtime downtime = analysis.downtime();
        return downtime == null ? reason
                : reason + " until " + downtime.end() + " (" + downtime.owner() + ": " + downtime.reason() + ")";
    }

    private void of(Succession succession) {
        switch (succession.choice()) {
            case Choice.Nobody nobody -> found.add(
                    Hindrance.blocks("no replica may be promoted because " + nobody.why()));
            case Choice.Promote promote -> {
                catchUp(promote);
                succession.ranking()
                        .stream()
                        .filter(replica -> replica.key().equals(promote.candidate()))
                        .forEach(this::apply);
                applier(promote.candidate());
                switches(promote);
            }
        }
    }

    private void catchUp(Choice.Promote promote) {
        if (promote.needsCatchUp()) {
            found.add(Hindrance.delays(promote.candidate() + " is caught up from " + promote.donor()
                    + " first, which has transactions that it lacks"));
        }
    }

    private void apply(RankedReplica candidate) {
        Long unapplied = candidate.unapplied();
        if (unapplied != null && unapplied > 0) {
            String limit = Ago.length(settings.drainLimit());
            found.add(Hindrance.delays(candidate.key() + " has received " + unapplied
                    + " transactions that it applies first; "
                    + (settings.delayUntilApplied() ? "it is waited for as long as it makes progress within " + limit
                            : "after " + limit + " another replica is chosen")));
        }
    }

    private void applier(InstanceKey candidate) {
        topology.find(candidate)
                .flatMap(FleetInstance::snapshot)
                .flatMap(InstanceSnapshot::defaultChannel)
                .filter(channel -> channel.applier() != ThreadState.RUNNING)
                .ifPresent(channel -> found.add(Hindrance.delays(applier(candidate, channel))));
    }

    private static String applier(InstanceKey candidate, ReplicaStatus channel) {
        String error = channel.applierError().isNone() ? ""
                : " with error " + channel.applierError().number() + ": " + channel.applierError().text();
        return "the applier of " + candidate + " does not run" + error
                + "; where it has something to apply and cannot, another replica is chosen";
    }

    private void switches(Choice.Promote promote) {
        if (settings.hooks().contains(HookPoint.PRE_FAILOVER)) {
            found.add(Hindrance.delays("PreFailoverProcesses run first; if one of them fails nobody is promoted"));
        }
        if (!settings.applyPromotion()) {
            found.add(Hindrance.note("ApplyMySQLPromotionAfterMasterFailover is off: " + promote.candidate()
                    + " is not made writable"));
        }
    }
}
