package io.orchestrator.ports.engine;

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
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.TagExpression;
import io.orchestrator.domain.operations.TagRemoval;
import io.orchestrator.domain.topology.Selections;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driven.TagStore;
import io.orchestrator.ports.driving.AccessTokens;
import io.orchestrator.ports.driving.FleetQueries;
import io.orchestrator.ports.driving.NameCommands;
import io.orchestrator.ports.driving.PoolCommands;
import io.orchestrator.ports.driving.TagCommands;

/** Tags, pools and access tokens: nothing that the engine decides depends on them, so they are read where they are stored. */
final class RegisterDesk implements TagCommands, PoolCommands, AccessTokens {
    private final World world;
    private final FleetQueries fleet;
    private final NameCommands names;

    RegisterDesk(World world, FleetQueries fleet, NameCommands names) {
        this.world = world;
        this.fleet = fleet;
        this.names = names;
    }

    @Override
    public CompletionStage<Map<InstanceKey, Map<String, String>>> all() {
        return tagStore().readAll().thenApply(tags -> {
            Map<InstanceKey, Map<String, String>> all = new TreeMap<>();
            tags.forEach(tag -> all.computeIfAbsent(tag.key(), _ -> new TreeMap<>()).put(tag.name(), tag.value()));
            return all;
        });
    }

    @Override
    public CompletionStage<Map<String, String>> of(InstanceKey key) {
        return all().thenApply(all -> all.getOrDefault(key, Map.of()));
    }

    @Override
    public CompletionStage<List<InstanceKey>> tagged(List<TagExpression> wanted) {
        return all().thenApply(all -> TagExpression.tagged(wanted, all));
    }

    @Override
    public CompletionStage<Void> tag(InstanceKey key, String name, String value) {
        return tagStore().put(new TagStore.Tag(key, name, value))
                .thenAccept(_ -> audit("tag", key, new TagRemoval(name, value).display()));
    }

    @Override
    public CompletionStage<List<InstanceKey>> untag(InstanceKey key, TagRemoval removal) {
        return tagStore().remove(key, removal.name(), removal.value()).thenApply(had -> audited(had, removal));
    }

    @Override
    public CompletionStage<List<InstanceKey>> untagAll(TagRemoval removal) {
        return tagStore().remove(null, removal.name(), removal.value()).thenApply(had -> audited(had, removal));
    }

    private List<InstanceKey> audited(List<InstanceKey> had, TagRemoval removal) {
        had.forEach(key -> audit("delete-instance-tag", key, removal.display()));
        return had;
    }

    @Override
    public CompletionStage<Void> submit(String pool, List<InstanceKey> members, boolean fuzzy) {
        Objects.requireNonNull(pool, "pool");
        CompletionStage<List<InstanceKey>> resolved = CompletableFuture.completedFuture(List.of());
        for (InstanceKey member : members) {
            resolved = resolved.thenCombine(names.resolve(member), (before, one) -> {
                List<InstanceKey> all = new ArrayList<>(before);
                all.add(one.key());
                return all;
            });
        }
        if (!fuzzy || members.isEmpty()) {
            return resolved.thenCompose(keys -> replace(pool, keys));
        }
        return resolved.thenCombine(fleet.picture(),
                (keys, picture) -> keys.stream().map(key -> Selections.completed(picture.fleet(), key)).toList())
                .thenCompose(keys -> replace(pool, keys));
    }

    private CompletionStage<Void> replace(String pool, List<InstanceKey> members) {
        return poolStore().replace(pool, members)
                .thenAccept(_ -> audit("submit-pool-instances", InstanceKey.NONE, pool));
    }

    @Override
    public CompletionStage<List<PoolStore.Member>> members() {
        return poolStore().readAll();
    }

    @Override
    public CompletionStage<Void> issue(String publicToken, String secretToken, String owner) {
        return world.stores().registers().accessTokens().add(publicToken, secretToken, owner);
    }

    @Override
    public CompletionStage<Optional<String>> acquire(String publicToken, Duration within) {
        return world.stores().registers().accessTokens().acquire(publicToken, within);
    }

    @Override
    public CompletionStage<Boolean> isValid(String publicToken, String secretToken, Duration lifetime) {
        return world.stores().registers().accessTokens().isValid(publicToken, secretToken, lifetime);
    }

    private void audit(String type, InstanceKey key, String message) {
        world.audit().audit(new AuditEntry(type, key, "", message));
    }

    private TagStore tagStore() {
        return world.stores().registers().tags();
    }

    private PoolStore poolStore() {
        return world.stores().registers().pools();
    }
}
