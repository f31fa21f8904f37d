package io.orchestrator.app.command;

import java.time.Duration;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.operations.SimpleDuration;
import io.orchestrator.ports.driving.OperationsCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Getting to know servers and saying something about them (cli.md 10.11 and 10.13). */
final class OperationActions {
    private static final Logger LOG = LoggerFactory.getLogger(OperationActions.class);
    private static final String WHY = "--reason option required";
    private static final Duration DEFAULT_DURATION = Duration.ofMinutes(10);
    private static final Duration PROBE_PATIENCE = Duration.ofMinutes(2);

    private OperationActions() {}

    static void discover(Call call) {
        call.print(probed(call, call.resolvedKey()));
    }

    /** Probes a server and stores it; answers the name that it gives itself. */
    static InstanceKey probed(Call call, InstanceKey key) {
        return switch (call.ask(call.product().useCases().discovery().discover(key), PROBE_PATIENCE)) {
            case ProbeOutcome.Seen seen -> seen.snapshot().key();
            case ProbeOutcome.PartlySeen partly -> throw new CommandFailure(partly.failure().message());
            case ProbeOutcome.Unseen unseen -> throw new CommandFailure(unseen.failure().message());
        };
    }

    static void forget(Call call) {
        InstanceKey key = call.requiredKey();
        if (!call.ask(call.product().useCases().discovery().forget(key))) {
            throw new CommandFailure("ForgetInstance(): instance " + key + " not found");
        }
        call.print(key);
    }

    static void beginDowntime(Call call) {
        String reason = call.reason(WHY);
        Duration duration = duration(call);
        InstanceKey key = call.key();
        call.ask(operations(call).beginDowntime(key, call.owner(), reason, duration));
        call.print(key);
    }

    static void endDowntime(Call call) {
        InstanceKey key = call.key();
        call.ask(operations(call).endDowntime(key));
        call.print(key);
    }

    static void beginMaintenance(Call call) {
        String reason = call.reason(WHY);
        Duration duration = duration(call);
        InstanceKey key = call.key();
        String owner = call.owner();
        long number = call.ask(call.product().useCases().maintenance().begin(key, owner, reason, duration))
                .orElseThrow(() -> new CommandFailure("Cannot begin maintenance for instance: " + key
                        + "; maintenance reason: " + reason));
        LOG.info("Maintenance key: {}", number);
        LOG.info("Maintenance duration: {} seconds", duration.toSeconds());
        call.print(key);
    }

    static void endMaintenance(Call call) {
        InstanceKey key = call.key();
        call.ask(call.product().useCases().maintenance().end(key));
        call.print(key);
    }

    static void registerCandidate(Call call) {
        InstanceKey key = call.key();
        // the command line was refused with any other rule
        PromotionRule rule = PromotionRule.named(call.options().promotionRule()).orElse(PromotionRule.PREFER);
        call.ask(operations(call).registerCandidate(new Candidate(key, rule)));
        call.print(key);
    }

    /** All that are registered, also for servers that nobody knows. */
    static void promotionRules(Call call) {
        call.print(call.ask(operations(call).candidates())
                .stream()
                .map(one -> one.candidate().key() + " " + one.candidate().rule().contractName())
                .sorted()
                .collect(Collectors.joining("\n")));
    }

    /** {@code -duration}; ten minutes for nothing or zero. */
    static Duration duration(Call call) {
        String text = call.options().duration();
        if (text.isEmpty()) {
            return DEFAULT_DURATION;
        }
        Duration duration = SimpleDuration.parse(text)
                .orElseThrow(() -> new CommandFailure("Cannot parse simple time: " + text));
        return duration.isZero() ? DEFAULT_DURATION : duration;
    }

    private static OperationsCommands operations(Call call) {
        return call.product().useCases().operations();
    }
}
