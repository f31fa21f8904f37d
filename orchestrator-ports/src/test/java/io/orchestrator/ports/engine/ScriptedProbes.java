package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.inmemory.VirtualTime;

/** Probes of simulated servers, some of which a test makes fail, hang or say more than the servers do. */
final class ScriptedProbes implements InstanceProber {
    private final VirtualTime time;
    private final InstanceProber servers;
    /** When each server was asked. */
    final Map<InstanceKey, List<Duration>> asked = new HashMap<>();
    /** How deep each server was asked, in the same order. */
    final Map<InstanceKey, List<Depth>> depths = new HashMap<>();
    final Set<InstanceKey> unreachable = new HashSet<>();
    final Set<InstanceKey> silent = new HashSet<>();
    /** They answer, but only after the given time. */
    final Map<InstanceKey, Duration> slow = new HashMap<>();
    final Set<InstanceKey> excluded = new HashSet<>();
    final Set<InstanceKey> closed = new HashSet<>();
    final Map<InstanceKey, UnaryOperator<InstanceSnapshot>> saying = new HashMap<>();

    ScriptedProbes(VirtualTime time, InstanceProber servers) {
        this.time = time;
        this.servers = servers;
    }

    int timesAsked(InstanceKey key) {
        return asked.getOrDefault(key, List.of()).size();
    }

    @Override
    public CompletionStage<ProbeOutcome> probe(InstanceKey key, Depth depth, Duration deadline) {
        asked.computeIfAbsent(key, _ -> new ArrayList<>()).add(time.monotonic());
        depths.computeIfAbsent(key, _ -> new ArrayList<>()).add(depth);
        if (unreachable.contains(key)) {
            return failed(key, ProbeFailure.Kind.REFUSED);
        }
        if (excluded.contains(key)) {
            return failed(key, ProbeFailure.Kind.EXCLUDED);
        }
        if (silent.contains(key)) {
            return new CompletableFuture<>();
        }
        CompletionStage<ProbeOutcome> answered = servers.probe(key, depth, deadline)
                .thenApply(outcome -> outcome instanceof ProbeOutcome.Seen seen
                        ? new ProbeOutcome.Seen(key,
                                saying.getOrDefault(key, UnaryOperator.identity()).apply(seen.snapshot()), seen.times())
                        : outcome);
        return slow.containsKey(key) ? later(slow.get(key), answered) : answered;
    }

    private CompletionStage<ProbeOutcome> later(Duration delay, CompletionStage<ProbeOutcome> answered) {
        CompletableFuture<ProbeOutcome> answer = new CompletableFuture<>();
        var _ = time.schedule(delay, () -> answered.whenComplete((outcome, failure) -> {
            if (failure == null) {
                answer.complete(outcome);
            } else {
                answer.completeExceptionally(failure);
            }
        }));
        return answer;
    }

    private CompletionStage<ProbeOutcome> failed(InstanceKey key, ProbeFailure.Kind kind) {
        return CompletableFuture.completedStage(new ProbeOutcome.Unseen(key, new ProbeFailure(kind, kind.name()),
                new ProbeTimes(time.monotonic(), time.monotonic())));
    }

    @Override
    public void forget(InstanceKey key) {
        closed.add(key);
    }
}
