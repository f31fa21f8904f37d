package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.NodeQueries;
import org.jspecify.annotations.Nullable;

/** Answers what is asked about this node. */
final class NodeDesk implements NodeQueries {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Loop loop;
    private final World world;
    private final EngineSettings settings;
    private final Parts parts;
    private final NodeStore.Node node;
    private @Nullable CompletionStage<Health> last;
    private Duration lastAt = Duration.ZERO;
    /** Why the last registration failed; null while they succeed. */
    private @Nullable String trouble;

    NodeDesk(Loop loop, World world, EngineSettings settings, Parts parts, NodeStore.Node node) {
        this.loop = loop;
        this.world = world;
        this.settings = settings;
        this.parts = parts;
        this.node = node;
    }

    /** The registration that each node makes every second came through. */
    void registered() {
        trouble = null;
    }

    /** It did not: while that is so nobody need wait for another attempt to learn it. */
    void unregistered(PortException failure) {
        trouble = String.valueOf(failure.getMessage());
    }

    /** The last registration came through. */
    boolean isRegistered() {
        return trouble == null;
    }

    @Override
    public boolean isLeader() {
        return parts.leadership.isLeaderNow();
    }

    @Override
    public NodeId self() {
        return settings.self();
    }

    @Override
    public CompletionStage<Health> health() {
        CompletableFuture<Health> answer = new CompletableFuture<>();
        loop.post(() -> {
            if (trouble != null) {
                answer.complete(unhealthy(trouble));
                return;
            }
            CompletionStage<Health> kept = last;
            if (kept == null || loop.now().minus(lastAt).compareTo(KEPT) >= 0) {
                kept = check();
                last = kept;
                lastAt = loop.now();
            }
            loop.when(kept, answer::complete, answer::completeExceptionally);
        });
        return answer;
    }

    private CompletionStage<Health> check() {
        CompletableFuture<Health> answer = new CompletableFuture<>();
        loop.within(DEADLINE, world.stores().nodes().register(node), _ -> readLeader(answer), failure -> {
            unregistered(failure);
            answer.complete(unhealthy(failure.getMessage() + ""));
        });
        return answer;
    }

    private void readLeader(CompletableFuture<Health> answer) {
        loop.within(DEADLINE, world.stores().leaders().read(), row -> readNodes(row, answer),
                failure -> answer.complete(unhealthy(failure.getMessage() + "")));
    }

    private void readNodes(LeaderRow row, CompletableFuture<Health> answer) {
        loop.within(DEADLINE, world.stores().nodes().available(),
                nodes -> answer.complete(new Health(true, settings.self(), row, nodes, "")),
                _ -> answer.complete(new Health(true, settings.self(), row, List.of(), "")));
    }

    private Health unhealthy(String error) {
        return new Health(false, settings.self(), null, List.of(), error);
    }

    @Override
    public CompletionStage<Void> grabElection() {
        return world.stores().leaders().grab(settings.self());
    }

    @Override
    public CompletionStage<Void> reelect() {
        return world.stores().leaders().reelect();
    }
}
