package io.orchestrator.app.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.detection.StructureCode;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Acknowledgement;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driving.RecoveryCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Analysis, recovery and its acknowledgement (cli.md 10.12), and the global switch (10.14). */
final class RecoveryActions {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryActions.class);

    /** Applying what was received may take long, and is worth waiting for. */
    private static final Duration RECOVERY_PATIENCE = Duration.ofDays(1);

    private static final String ACKNOWLEDGE_WHY = "--reason option required (comment your ack)";
    private static final Comparator<Analysis> MOST_IMPORTANT_FIRST = Comparator
            .comparing((Analysis a) -> !a.evidence().role().master())
            .thenComparing(a -> !a.key().display().equals(a.cluster().value()))
            .thenComparing(Comparator.comparingLong((Analysis a) -> a.evidence().replicas().count()).reversed())
            .thenComparing(Analysis::key);

    private RecoveryActions() {}

    static void analyse(Call call) {
        call.ask(call.product().useCases().fleet().analyses())
                .stream()
                .filter(analysis -> !analysis.isSkippable())
                .sorted(MOST_IMPORTANT_FIRST)
                .forEach(analysis -> call.print(line(analysis)));
    }

    private static String line(Analysis analysis) {
        List<String> codes = new ArrayList<>();
        if (analysis.code() != AnalysisCode.NO_PROBLEM) {
            codes.add(analysis.code().contractName());
        }
        analysis.structure().stream().map(StructureCode::contractName).forEach(codes::add);
        return analysis.key() + " (cluster " + analysis.cluster() + "): " + String.join(", ", codes);
    }

    static void recover(Call call, boolean skipHooks) {
        InstanceKey key = call.key();
        InstanceKey candidate = call.destination().orElse(InstanceKey.NONE);
        call.product().prepareRecovery();
        CompletionStage<RecoveryCommands.Answer> answer =
                call.product().useCases().recoveries().recover(key, candidate, skipHooks);
        Interruption.guard(answer, key, call.product()::wrapUp);
        switch (call.ask(answer, RECOVERY_PATIENCE)) {
            case RecoveryCommands.Answer.Promoted(InstanceKey successor) -> call.print(successor);
            case RecoveryCommands.Answer.NotAttempted(String reason) ->
                    LOG.info("Recovery of {} not attempted: {}", key, reason);
            case RecoveryCommands.Answer.NobodyPromoted _ ->
                    throw new CommandFailure("Recovery attempted yet no replica promoted");
            case RecoveryCommands.Answer.Failed(String reason) -> throw new CommandFailure(reason);
        }
    }

    static void acknowledgeAll(Call call) {
        acknowledge(call, new Acknowledgement.Scope.Everything());
    }

    static void acknowledgeInstance(Call call) {
        call.reason(ACKNOWLEDGE_WHY);
        acknowledge(call, new Acknowledgement.Scope.OfInstance(call.key()));
    }

    static void acknowledgeCluster(Call call) {
        call.reason(ACKNOWLEDGE_WHY);
        Optional<Topology> cluster = call.cluster();
        if (cluster.isEmpty()) {
            call.print("0 recoveries acknowledged");
            return;
        }
        acknowledge(call, new Acknowledgement.Scope.OfCluster(cluster.get().name(), cluster.get().alias()));
    }

    private static void acknowledge(Call call, Acknowledgement.Scope scope) {
        Acknowledgement wish = new Acknowledgement(scope, call.owner(), call.reason(ACKNOWLEDGE_WHY));
        int count = call.ask(call.product().useCases().recoveries().acknowledge(wish));
        call.print(count + " recoveries acknowledged");
    }

    static void disable(Call call) {
        set(call, true, "ERROR: Failed to disable recoveries globally: ");
        call.print("OK: Orchestrator recoveries DISABLED globally");
    }

    static void enable(Call call) {
        set(call, false, "ERROR: Failed to enable recoveries globally: ");
        call.print("OK: Orchestrator recoveries ENABLED globally");
    }

    private static void set(Call call, boolean disabled, String otherwise) {
        try {
            call.ask(call.product().useCases().recoveries().disableRecoveries(disabled));
        } catch (CommandFailure e) {
            throw new CommandFailure(otherwise + e.text(), e);
        }
    }

    static void check(Call call) {
        try {
            boolean disabled = call.ask(call.product().useCases().recoveries().recoveriesDisabled());
            call.print("OK: Global recoveries disabled: " + disabled);
        } catch (CommandFailure e) {
            throw new CommandFailure(
                    "ERROR: Failed to determine if recoveries are disabled globally: " + e.text(), e);
        }
    }
}
