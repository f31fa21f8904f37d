package io.orchestrator.ports.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.Resolution;
import io.orchestrator.domain.naming.ResolveMethod;
import io.orchestrator.ports.driven.NameStore;
import io.orchestrator.ports.driving.NameCommands;

/** Answers what is asked of host names. */
final class NameDesk implements NameCommands {
    private final Loop loop;
    private final World world;
    private final NameLoop names;
    private final IntentLoop intents;

    NameDesk(Loop loop, World world, NameLoop names, IntentLoop intents) {
        this.loop = loop;
        this.world = world;
        this.names = names;
        this.intents = intents;
    }

    private NameStore store() {
        return world.stores().registers().names();
    }

    @Override
    public CompletionStage<Resolved> resolve(InstanceKey given) {
        CompletableFuture<Resolved> answer = new CompletableFuture<>();
        loop.post(() -> names.ask(given, key -> answer.complete(resolved(given, key))));
        return answer;
    }

    /** As {@link #resolve}, and a name that could not be resolved a moment ago is looked up again at once. */
    CompletionStage<Resolved> resolveAgain(InstanceKey given) {
        CompletableFuture<Resolved> answer = new CompletableFuture<>();
        loop.post(() -> names.askAgain(given, key -> answer.complete(resolved(given, key))));
        return answer;
    }

    private Resolved resolved(InstanceKey given, InstanceKey key) {
        return new Resolved(key, names.failure(given.hostname().trim()));
    }

    @Override
    public CompletionStage<SortedMap<String, Cached>> cached() {
        return loop.ask(() -> {
            Duration now = loop.now();
            Instant wall = world.time().wall();
            SortedMap<String, Cached> cached = new TreeMap<>();
            names.cached()
                    .forEach((host, known) -> cached.put(host,
                            new Cached(known.name(), wall.plus(known.expires().minus(now)))));
            return cached;
        });
    }

    @Override
    public CompletionStage<Void> reset() {
        return store().clearResolved().thenCompose(_ -> loop.ask(() -> {
            names.clear();
            return true;
        })).thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<Map<String, String>> resolved() {
        return store().resolved();
    }

    @Override
    public CompletionStage<Map<String, String>> virtualNames() {
        return store().unresolved();
    }

    @Override
    public CompletionStage<Void> registerVirtualName(InstanceKey key, String virtualName) {
        return intents.after(store().unresolve(key.hostname(), virtualName.trim()));
    }

    @Override
    public CompletionStage<String> dial(InstanceKey key) {
        return world.resolver().dial(key);
    }

    @Override
    public CompletionStage<Resolution> canonical(String hostname) {
        return world.resolver().resolve(hostname, ResolveMethod.CNAME);
    }
}
