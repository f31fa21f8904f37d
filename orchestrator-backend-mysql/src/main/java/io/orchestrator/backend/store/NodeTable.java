package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.NodeStore;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.NODE_HEALTH;
import static io.orchestrator.backend.schema.Tables.NODE_HEALTH_HISTORY;

/** {@code node_health} and its history (ha-shared-backend.md 2). */
final class NodeTable implements NodeStore {

    private static final Duration AVAILABLE = Duration.ofSeconds(2);
    private static final String HTTP_MODE = "HttpMode";
    private static final String CLI_MODE = "CLIMode";

    private final StoreCalls calls;

    NodeTable(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<Void> register(Node node) {
        // Each statement stands by itself: a renewal, which is all there is to do but once, costs no transaction.
        return calls.runOne("Cannot register this node", sql -> {
            if (renew(sql, node) == 0) {
                insert(sql, node);
            }
        });
    }

    @Override
    public CompletionStage<List<Node>> available() {
        return alive(NODE_HEALTH.EXTRA_INFO.eq(HTTP_MODE));
    }

    @Override
    public CompletionStage<List<Node>> alive() {
        return alive(DSL.noCondition());
    }

    private CompletionStage<List<Node>> alive(Condition wanted) {
        var dialect = calls.dialect();
        var t = NODE_HEALTH;
        var firstSeen = dialect.shown(t.FIRST_SEEN_ACTIVE).as("first_seen");
        var lastSeen = dialect.shown(t.LAST_SEEN_ACTIVE).as("last_seen");
        return calls.read("Cannot read the available nodes", sql -> sql
                .select(t.HOSTNAME, t.TOKEN, t.EXTRA_INFO, t.COMMAND, t.APP_VERSION, t.DB_BACKEND, firstSeen, lastSeen)
                .from(t)
                .where(wanted, t.LAST_SEEN_ACTIVE.ge(dialect.ago(AVAILABLE)))
                .orderBy(t.HOSTNAME, t.TOKEN)
                .fetch(row -> new Node(new NodeId(row.get(t.HOSTNAME), row.get(t.TOKEN)),
                        row.get(t.EXTRA_INFO).equals(HTTP_MODE), row.get(t.COMMAND),
                        row.get(t.APP_VERSION), row.get(t.DB_BACKEND), row.get(firstSeen), row.get(lastSeen))));
    }

    @Override
    public CompletionStage<Void> unregister(NodeId id) {
        return calls.runOne("Cannot unregister this node", sql -> sql.deleteFrom(NODE_HEALTH).where(is(id)).execute());
    }

    @Override
    public CompletionStage<List<Sign>> signs() {
        var t = NODE_HEALTH;
        var lastSeen = calls.dialect().shown(t.LAST_SEEN_ACTIVE).as("last_seen");
        return calls.read("Cannot read the signs of nodes", sql -> sql
                .select(t.HOSTNAME, t.TOKEN, lastSeen, t.INCREMENTING_INDICATOR)
                .from(t)
                .fetch(row -> new Sign(new NodeId(row.get(t.HOSTNAME), row.get(t.TOKEN)), row.get(lastSeen),
                        row.get(t.INCREMENTING_INDICATOR))));
    }

    @Override
    public CompletionStage<Integer> expire(List<Sign> signs) {
        if (signs.isEmpty()) {
            return CompletableFuture.completedFuture(0);
        }
        return calls.writeOne("Cannot expire nodes", sql -> sql.deleteFrom(NODE_HEALTH)
                .where(DSL.or(signs.stream().map(this::bears).toList()))
                .execute());
    }

    private Condition bears(Sign sign) {
        return is(sign.id()).and(NODE_HEALTH.INCREMENTING_INDICATOR.eq(sign.count()))
                .and(calls.dialect().shown(NODE_HEALTH.LAST_SEEN_ACTIVE).eq(sign.lastSeen()));
    }

    @Override
    public CompletionStage<Integer> expireHistory(Duration age) {
        var h = NODE_HEALTH_HISTORY;
        return calls.purge("Cannot expire the history of nodes", h, h.HISTORY_ID,
                h.FIRST_SEEN_ACTIVE.lt(calls.dialect().ago(age)));
    }

    private int renew(DSLContext sql, Node node) {
        var t = NODE_HEALTH;
        return sql.update(t)
                .set(t.LAST_SEEN_ACTIVE, calls.dialect().now())
                .set(t.EXTRA_INFO, mode(node))
                .set(t.APP_VERSION, ContractText.ascii(node.version(), 64))
                .set(t.INCREMENTING_INDICATOR, t.INCREMENTING_INDICATOR.plus(1))
                .where(is(node.id()))
                .execute();
    }

    private void insert(DSLContext sql, Node node) {
        var t = NODE_HEALTH;
        var now = calls.dialect().now();
        var version = ContractText.ascii(node.version(), 64);
        sql.insertInto(t)
                .columns(t.HOSTNAME, t.TOKEN, t.LAST_SEEN_ACTIVE, t.EXTRA_INFO, t.COMMAND, t.APP_VERSION,
                        t.FIRST_SEEN_ACTIVE, t.DB_BACKEND)
                .values(DSL.val(node.id().hostname()), DSL.val(node.id().token()), now, DSL.val(mode(node)),
                        DSL.val(ContractText.utf8(node.command(), 128)), DSL.val(version), now,
                        DSL.val(ContractText.ascii(node.backend(), 255)))
                .onDuplicateKeyIgnore()
                .execute();
        var h = NODE_HEALTH_HISTORY;
        sql.insertInto(h)
                .columns(h.HOSTNAME, h.TOKEN, h.FIRST_SEEN_ACTIVE, h.EXTRA_INFO, h.COMMAND, h.APP_VERSION)
                .values(DSL.val(node.id().hostname()), DSL.val(node.id().token()), now, DSL.val(mode(node)),
                        DSL.val(ContractText.utf8(node.command(), 128)), DSL.val(version))
                .onDuplicateKeyIgnore()
                .execute();
    }

    private static Condition is(NodeId id) {
        return NODE_HEALTH.HOSTNAME.eq(id.hostname()).and(NODE_HEALTH.TOKEN.eq(id.token()));
    }

    private static String mode(Node node) {
        return node.httpMode() ? HTTP_MODE : CLI_MODE;
    }
}
