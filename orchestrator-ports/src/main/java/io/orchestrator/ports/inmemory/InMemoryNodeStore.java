package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.NodeStore;

/** Registered processes. */
final class InMemoryNodeStore implements NodeStore {
    private static final Duration AVAILABLE_FOR = Duration.ofSeconds(2);

    private final Tables tables;
    private final Line line;

    InMemoryNodeStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<Void> register(Node node) {
        return tables.call(line, "node.register", () -> {
            Instant now = tables.now();
            Tables.Node before = tables.nodes.get(node.id());
            return tables.nodes.put(node.id(), new Tables.Node(node, before == null ? now : before.firstSeen(), now,
                    before == null ? 1 : before.count() + 1));
        }).thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<List<Node>> available() {
        return alive("node.available", Node::httpMode);
    }

    @Override
    public CompletionStage<List<Node>> alive() {
        return alive("node.alive", _ -> true);
    }

    private CompletionStage<List<Node>> alive(String name, Predicate<Node> wanted) {
        return line.call(name, () -> tables.transaction(() -> tables.nodes.values()
                .stream()
                .filter(row -> wanted.test(row.node()) && !tables.isOlder(row.lastSeen(), AVAILABLE_FOR))
                .map(InMemoryNodeStore::shown)
                .sorted(Comparator.comparing((Node n) -> n.id().hostname())
                        .thenComparing(n -> n.id().token()))
                .toList()));
    }

    private static Node shown(Tables.Node row) {
        Node node = row.node();
        return new Node(node.id(), node.httpMode(), node.command(), node.version(), node.backend(),
                Tables.text(row.firstSeen()), Tables.text(row.lastSeen()));
    }

    @Override
    public CompletionStage<Void> unregister(NodeId id) {
        return tables.call(line, "node.unregister", () -> tables.nodes.remove(id) != null)
                .thenAccept(_ -> {});
    }

    @Override
    public CompletionStage<List<Sign>> signs() {
        return line.call("node.signs",
                () -> tables.transaction(() -> tables.nodes.values().stream().map(InMemoryNodeStore::sign).toList()));
    }

    private static Sign sign(Tables.Node row) {
        return new Sign(row.node().id(), row.lastSeen().toString(), row.count());
    }

    @Override
    public CompletionStage<Integer> expire(List<Sign> signs) {
        return tables.call(line, "node.expire", () -> {
            int before = tables.nodes.size();
            tables.nodes.values().removeIf(row -> signs.contains(sign(row)));
            return before - tables.nodes.size();
        });
    }

    /** There is no history here. */
    @Override
    public CompletionStage<Integer> expireHistory(Duration age) {
        return line.call("node.expireHistory", () -> 0);
    }
}
