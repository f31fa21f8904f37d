package io.orchestrator.http.testing;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.Resolution;
import io.orchestrator.ports.driving.NameCommands;

/** Host names. Everything answers at once. */
public final class FakeNames implements NameCommands {
    public final SortedMap<String, Cached> cached = new TreeMap<>();

    /** Why nobody listens; empty when somebody does. */
    public String refused = "";

    private final List<String> done;

    FakeNames(List<String> done) {
        this.done = done;
    }

    @Override
    public CompletionStage<Resolved> resolve(InstanceKey given) {
        return CompletableFuture.completedStage(new Resolved(given, ""));
    }

    @Override
    public CompletionStage<SortedMap<String, Cached>> cached() {
        return CompletableFuture.completedStage(cached);
    }

    @Override
    public CompletionStage<Void> reset() {
        done.add("reset names");
        return CompletableFuture.allOf();
    }

    @Override
    public CompletionStage<Map<String, String>> resolved() {
        return CompletableFuture.completedStage(Map.of());
    }

    @Override
    public CompletionStage<Map<String, String>> virtualNames() {
        return CompletableFuture.completedStage(Map.of());
    }

    @Override
    public CompletionStage<Void> registerVirtualName(InstanceKey key, String virtualName) {
        done.add("virtual name of " + key + " '" + virtualName + "'");
        return CompletableFuture.allOf();
    }

    @Override
    public CompletionStage<String> dial(InstanceKey key) {
        done.add("dial " + key);
        return CompletableFuture.completedStage(refused);
    }

    @Override
    public CompletionStage<Resolution> canonical(String hostname) {
        return CompletableFuture.completedStage(new Resolution.Found(hostname));
    }
}
