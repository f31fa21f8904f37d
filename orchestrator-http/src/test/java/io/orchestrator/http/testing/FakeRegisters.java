package io.orchestrator.http.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Maintenance;
import io.orchestrator.domain.operations.TagExpression;
import io.orchestrator.domain.operations.TagRemoval;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driving.AccessTokens;
import io.orchestrator.ports.driving.MaintenanceCommands;
import io.orchestrator.ports.driving.PoolCommands;
import io.orchestrator.ports.driving.TagCommands;
import org.jspecify.annotations.Nullable;

/** What people say that is kept in small tables. Everything answers at once. */
public final class FakeRegisters implements MaintenanceCommands, TagCommands, PoolCommands, AccessTokens {
    public List<Maintenance> locks = List.of();
    public final Map<InstanceKey, Map<String, String>> tags = new TreeMap<>();
    public List<PoolStore.Member> members = List.of();

    /** Secret token by public token; those are valid, and not acquired yet. */
    public final Map<String, String> tokens = new TreeMap<>();

    /** Every call answers with this. */
    public @Nullable RuntimeException failure;

    private final List<String> done;

    FakeRegisters(List<String> done) {
        this.done = done;
    }

    private <T> CompletionStage<T> answer(T value) {
        return failure == null ? CompletableFuture.completedStage(value) : CompletableFuture.failedStage(failure);
    }

    private CompletionStage<Void> did(String what) {
        done.add(what);
        return failure == null ? CompletableFuture.allOf() : CompletableFuture.failedStage(failure);
    }

    @Override
    public CompletionStage<Optional<Long>> begin(InstanceKey key, String owner, String reason, Duration duration) {
        done.add("begin-maintenance " + key + " " + owner + " " + reason + " " + duration);
        return answer(isLocked(key) ? Optional.empty() : Optional.of(1L));
    }

    private boolean isLocked(InstanceKey key) {
        return locks.stream().anyMatch(lock -> lock.key().equals(key));
    }

    @Override
    public CompletionStage<Boolean> end(InstanceKey key) {
        done.add("end-maintenance " + key);
        return answer(isLocked(key));
    }

    @Override
    public CompletionStage<Boolean> end(long number) {
        done.add("end-maintenance " + number);
        return answer(false);
    }

    @Override
    public CompletionStage<Boolean> isHeld(InstanceKey key) {
        return answer(isLocked(key));
    }

    @Override
    public CompletionStage<List<Maintenance>> active() {
        return answer(locks);
    }

    @Override
    public CompletionStage<Map<InstanceKey, Map<String, String>>> all() {
        return answer(tags);
    }

    @Override
    public CompletionStage<Map<String, String>> of(InstanceKey key) {
        return answer(tags.getOrDefault(key, Map.of()));
    }

    @Override
    public CompletionStage<List<InstanceKey>> tagged(List<TagExpression> wanted) {
        return answer(TagExpression.tagged(wanted, tags));
    }

    @Override
    public CompletionStage<Void> tag(InstanceKey key, String name, String value) {
        return did("tag " + key + " " + name + " '" + value + "'");
    }

    @Override
    public CompletionStage<List<InstanceKey>> untag(InstanceKey key, TagRemoval removal) {
        done.add("untag " + key + " " + removal);
        return answer(tags.containsKey(key) ? List.of(key) : List.of());
    }

    @Override
    public CompletionStage<List<InstanceKey>> untagAll(TagRemoval removal) {
        done.add("untag all " + removal);
        return answer(new ArrayList<>(tags.keySet()));
    }

    @Override
    public CompletionStage<Void> submit(String pool, List<InstanceKey> submitted, boolean fuzzy) {
        return did("pool " + pool + " " + submitted + (fuzzy ? " fuzzy" : ""));
    }

    @Override
    public CompletionStage<List<PoolStore.Member>> members() {
        return answer(members);
    }

    @Override
    public CompletionStage<Void> issue(String publicToken, String secretToken, String owner) {
        return did("issue " + publicToken);
    }

    @Override
    public CompletionStage<Optional<String>> acquire(String publicToken, Duration within) {
        done.add("acquire " + publicToken + " within " + within);
        return answer(Optional.ofNullable(tokens.get(publicToken)));
    }

    @Override
    public CompletionStage<Boolean> isValid(String publicToken, String secretToken, Duration lifetime) {
        return answer(Objects.equals(tokens.get(publicToken), secretToken));
    }
}
