package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.LeaderStore;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

import static io.orchestrator.backend.schema.Tables.ACTIVE_NODE;
import static io.orchestrator.backend.schema.Tables.ORCJ_LEASE;

/**
 * {@code active_node}, wire-compatible with the reference (ha-shared-backend.md 3), and beside it our lease and term. The
 * lease row counts only while host, token and first_seen_active are those of {@code active_node}; otherwise whoever
 * leads keeps no lease of ours, and the contract's own expiry applies. Affirmations count matched rows, so that two
 * within one second both succeed (3.7).
 */
final class LeaderTable implements LeaderStore {

    private static final int ANCHOR = 1;
    private static final NodeId NOBODY = new NodeId("", "");

    private final StoreCalls calls;
    /** The own row as last affirmed, so that affirming it need not read it; null when an answer is missing since. */
    private volatile @Nullable LeaderRow affirmed;

    LeaderTable(StoreCalls calls) {
        this.calls = calls;
    }

    @Override
    public CompletionStage<LeaderRow> attempt(NodeId self, Duration lease, @Nullable LeaderRow takeOver,
            Duration contractLease) {
        if (takeOver != null || !calls.dialect().updatesTwoTablesAtOnce()) {
            return stand(self, lease, takeOver, contractLease);
        }
        LeaderRow before = affirmed;
        affirmed = null;
        return calls
                .guardEach("Cannot affirm leadership", sql -> affirmAtOnce(sql, self, lease, before))
                .thenCompose(row -> row.map(CompletableFuture::completedStage)
                        .orElseGet(() -> stand(self, lease, null, contractLease)))
                .thenApply(row -> {
                    affirmed = row.isOwnedBy(self) && row.hasOurLease() ? row : null;
                    return row;
                });
    }

    private CompletionStage<LeaderRow> stand(NodeId self, Duration lease, @Nullable LeaderRow takeOver,
            Duration contractLease) {
        return calls.guard("Cannot stand for election", sql -> {
            if (affirm(sql, self)) {
                renewLease(sql, self, lease);
            } else if (fillVacancy(sql, self) || (takeOver != null && displace(sql, self, takeOver, contractLease))) {
                beginTerm(sql, self, lease);
            }
            return row(sql);
        });
    }

    @Override
    public CompletionStage<LeaderRow> read() {
        return calls.guardRead("Cannot read the active node", this::row);
    }

    /** The row goes, rather than being aged: a vacancy is open to every node at once, the reference's nodes included. */
    @Override
    public CompletionStage<Void> handOver(NodeId self) {
        return calls.guardRun("Cannot hand leadership over",
                sql -> sql.deleteFrom(ACTIVE_NODE).where(ownedBy(self)).execute());
    }

    @Override
    public CompletionStage<Void> grab(NodeId self) {
        var t = ACTIVE_NODE;
        var now = calls.dialect().now();
        return calls.run("Cannot grab leadership",
                sql -> sql.insertInto(t)
                        .columns(t.ANCHOR, t.HOSTNAME, t.TOKEN, t.LAST_SEEN_ACTIVE, t.FIRST_SEEN_ACTIVE)
                        .values(DSL.val(ANCHOR), DSL.val(self.hostname()), DSL.val(self.token()), now, now)
                        .onDuplicateKeyUpdate()
                        .set(t.HOSTNAME, self.hostname())
                        .set(t.TOKEN, self.token())
                        .set(t.LAST_SEEN_ACTIVE, now)
                        .set(t.FIRST_SEEN_ACTIVE, now)
                        .execute());
    }

    @Override
    public CompletionStage<Void> reelect() {
        return calls.run("Cannot start a re-election",
                sql -> sql.deleteFrom(ACTIVE_NODE).where(ACTIVE_NODE.ANCHOR.eq(ANCHOR)).execute());
    }

    /**
     * What an owner in its term does several times a second, in one statement: done as soon as the backend hears of it, however
     * long answers take. In a transaction, each answer that is late would delay the affirmation itself. Where the row is the one
     * affirmed last, nothing in it needs to be read.
     */
    private Optional<LeaderRow> affirmAtOnce(DSLContext sql, NodeId self, Duration lease, @Nullable LeaderRow before) {
        if (before != null && renew(sql, self, lease, isStill(before))) {
            return Optional.of(new LeaderRow(self, before.firstSeenActive(), Duration.ZERO, before.leaseSequence() + 1,
                    before.term()));
        }
        return renew(sql, self, lease, DSL.noCondition()) ? Optional.of(row(sql)) : Optional.empty();
    }

    private static Condition isStill(LeaderRow before) {
        return ORCJ_LEASE.FIRST_SEEN_ACTIVE.eq(before.firstSeenActive())
                .and(ORCJ_LEASE.TERM.eq(before.term()))
                .and(ORCJ_LEASE.AFFIRMATIONS.eq(before.leaseSequence()));
    }

    private boolean renew(DSLContext sql, NodeId self, Duration lease, Condition which) {
        var a = ACTIVE_NODE;
        var l = ORCJ_LEASE;
        return sql.update(a.join(l)
                .on(l.ANCHOR.eq(a.ANCHOR), l.HOSTNAME.eq(a.HOSTNAME), l.TOKEN.eq(a.TOKEN),
                        l.FIRST_SEEN_ACTIVE.eq(calls.dialect().shown(a.FIRST_SEEN_ACTIVE))))
                .set(a.LAST_SEEN_ACTIVE, calls.dialect().now())
                .set(l.AFFIRMATIONS, l.AFFIRMATIONS.plus(1))
                .set(l.LEASE_MICROS, micros(lease))
                .set(l.AFFIRMED_AT, calls.dialect().utcNow())
                .where(ownedBy(self))
                .and(which)
                .execute() > 0;
    }

    private boolean affirm(DSLContext sql, NodeId self) {
        return sql.update(ACTIVE_NODE)
                .set(ACTIVE_NODE.LAST_SEEN_ACTIVE, calls.dialect().now())
                .where(ownedBy(self))
                .execute() > 0;
    }

    /** No row, or the blank one of a fresh deployment: nobody is displaced. */
    private boolean fillVacancy(DSLContext sql, NodeId self) {
        var t = ACTIVE_NODE;
        var now = calls.dialect().now();
        // Asked first: insert-ignore on a row that exists takes a lock that two nodes could not both upgrade.
        if (sql.fetchExists(t, t.ANCHOR.eq(ANCHOR))) {
            return sql.update(t)
                    .set(t.HOSTNAME, self.hostname())
                    .set(t.TOKEN, self.token())
                    .set(t.LAST_SEEN_ACTIVE, now)
                    .set(t.FIRST_SEEN_ACTIVE, now)
                    .where(ownedBy(NOBODY))
                    .execute() > 0;
        }
        return sql.insertInto(t)
                .columns(t.ANCHOR, t.HOSTNAME, t.TOKEN, t.LAST_SEEN_ACTIVE, t.FIRST_SEEN_ACTIVE)
                .values(DSL.val(ANCHOR), DSL.val(self.hostname()), DSL.val(self.token()), now, now)
                .onDuplicateKeyIgnore()
                .execute() > 0;
    }

    private boolean displace(DSLContext sql, NodeId self, LeaderRow other, Duration contractLease) {
        var t = ACTIVE_NODE;
        var now = calls.dialect().now();
        var owner = other.owner() == null ? NOBODY : other.owner();
        return sql.update(t)
                .set(t.HOSTNAME, self.hostname())
                .set(t.TOKEN, self.token())
                .set(t.LAST_SEEN_ACTIVE, now)
                .set(t.FIRST_SEEN_ACTIVE, now)
                .where(ownedBy(owner))
                .and(calls.dialect().shown(t.FIRST_SEEN_ACTIVE).eq(other.firstSeenActive()))
                .and(expired(other, contractLease))
                .execute() > 0;
    }

    private Condition expired(LeaderRow other, Duration contractLease) {
        if (!other.hasOurLease()) {
            return ACTIVE_NODE.LAST_SEEN_ACTIVE.lt(calls.dialect().ago(contractLease));
        }
        var l = ORCJ_LEASE;
        var age = calls.dialect().microsSince(l.AFFIRMED_AT);
        // A time ahead of this clock was written by another, or before this one was put back: it tells nothing, and who asks has
        // seen the row unchanged for the whole lease.
        return DSL.exists(DSL.selectOne()
                .from(l)
                .where(l.ANCHOR.eq(ANCHOR), l.TERM.eq(other.term()), l.AFFIRMATIONS.eq(other.leaseSequence()),
                        age.ge(l.LEASE_MICROS).or(age.lt(0L))));
    }

    private void renewLease(DSLContext sql, NodeId self, Duration lease) {
        var l = ORCJ_LEASE;
        int renewed = sql.update(l)
                .set(l.AFFIRMATIONS, l.AFFIRMATIONS.plus(1))
                .set(l.LEASE_MICROS, micros(lease))
                .set(l.AFFIRMED_AT, calls.dialect().utcNow())
                .where(l.ANCHOR.eq(ANCHOR), l.HOSTNAME.eq(self.hostname()), l.TOKEN.eq(self.token()),
                        l.FIRST_SEEN_ACTIVE.eq(DSL.field(firstSeenOf())))
                .execute();
        if (renewed == 0) {
            // Leadership came by another way, a grab or a process of the reference: a term of its own.
            beginTerm(sql, self, lease);
        }
    }

    private void beginTerm(DSLContext sql, NodeId self, Duration lease) {
        var l = ORCJ_LEASE;
        var now = calls.dialect().utcNow();
        var firstSeen = firstSeen(sql);
        sql.insertInto(l)
                .columns(l.ANCHOR, l.HOSTNAME, l.TOKEN, l.FIRST_SEEN_ACTIVE, l.TERM, l.AFFIRMATIONS, l.LEASE_MICROS,
                        l.AFFIRMED_AT)
                .values(DSL.val(ANCHOR), DSL.val(self.hostname()), DSL.val(self.token()), DSL.val(firstSeen),
                        DSL.val(1L), DSL.val(1L), DSL.val(micros(lease)), now)
                .onDuplicateKeyUpdate()
                .set(l.HOSTNAME, self.hostname())
                .set(l.TOKEN, self.token())
                .set(l.FIRST_SEEN_ACTIVE, firstSeen)
                .set(l.TERM, l.TERM.plus(1))
                .set(l.AFFIRMATIONS, l.AFFIRMATIONS.plus(1))
                .set(l.LEASE_MICROS, micros(lease))
                .set(l.AFFIRMED_AT, now)
                .execute();
    }

    private String firstSeen(DSLContext sql) {
        return sql.fetchOptional(firstSeenOf()).map(row -> row.value1()).orElse("");
    }

    private Select<Record1<String>> firstSeenOf() {
        return DSL.select(calls.dialect().shown(ACTIVE_NODE.FIRST_SEEN_ACTIVE))
                .from(ACTIVE_NODE)
                .where(ACTIVE_NODE.ANCHOR.eq(ANCHOR));
    }

    private LeaderRow row(DSLContext sql) {
        var a = ACTIVE_NODE;
        var l = ORCJ_LEASE;
        Dialect dialect = calls.dialect();
        var firstSeen = dialect.shown(a.FIRST_SEEN_ACTIVE).as("first_seen");
        var seconds = dialect.secondsSince(a.LAST_SEEN_ACTIVE).as("seconds");
        var lastSeen = dialect.unixSecondsOf(a.LAST_SEEN_ACTIVE).as("last_seen");
        var micros = dialect.microsSince(l.AFFIRMED_AT).as("micros");
        return sql.select(a.HOSTNAME, a.TOKEN, firstSeen, seconds, lastSeen, l.AFFIRMATIONS, l.TERM, micros)
                .from(a)
                .leftJoin(l)
                .on(l.ANCHOR.eq(a.ANCHOR), l.HOSTNAME.eq(a.HOSTNAME), l.TOKEN.eq(a.TOKEN),
                        l.FIRST_SEEN_ACTIVE.eq(dialect.shown(a.FIRST_SEEN_ACTIVE)))
                .where(a.ANCHOR.eq(ANCHOR))
                .fetchOptional()
                .map(row -> leaderRow(new NodeId(row.get(a.HOSTNAME), row.get(a.TOKEN)), row.get(firstSeen),
                        row.get(seconds), row.get(lastSeen), lease(row, row.get(micros))))
                .orElseGet(() -> new LeaderRow(null, "", Duration.ZERO, 0, 0));
    }

    private record Lease(long affirmations, long term, Duration age) {}

    private static Optional<Lease> lease(Record row, @Nullable Long micros) {
        return micros == null ? Optional.empty()
                : Optional.of(new Lease(row.get(ORCJ_LEASE.AFFIRMATIONS), row.get(ORCJ_LEASE.TERM),
                        Duration.ofNanos(Math.multiplyExact(micros, 1_000L))));
    }

    private static LeaderRow leaderRow(NodeId owner, String firstSeen, long seconds, long lastSeen,
            Optional<Lease> lease) {
        var named = owner.equals(NOBODY) ? null : owner;
        return lease.map(l -> new LeaderRow(named, firstSeen, l.age(), l.affirmations(), l.term()))
                .orElseGet(() -> new LeaderRow(named, firstSeen, Duration.ofSeconds(seconds), lastSeen, 0));
    }

    private static Condition ownedBy(NodeId node) {
        return ACTIVE_NODE.ANCHOR.eq(ANCHOR)
                .and(ACTIVE_NODE.HOSTNAME.eq(node.hostname()))
                .and(ACTIVE_NODE.TOKEN.eq(node.token()));
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
