package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.election.LeaderRow;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.LeaderStore;
import org.jspecify.annotations.Nullable;

/** The leader row and our lease row. */
final class InMemoryLeaderStore implements LeaderStore {
    private final Tables tables;
    private final Line line;

    InMemoryLeaderStore(Tables tables, Line line) {
        this.tables = tables;
        this.line = line;
    }

    @Override
    public CompletionStage<LeaderRow> attempt(NodeId self, Duration lease, @Nullable LeaderRow takeOver,
            Duration contractLease) {
        return call("leader.attempt", () -> {
            Tables.Leader leader = tables.leader;
            if (leader == null) {
                begin(self, lease);
            } else if (leader.owner().equals(self)) {
                affirm(leader, lease);
            } else if (takeOver != null && isUnchanged(takeOver) && isExpired(leader, contractLease)) {
                begin(self, lease);
            }
        });
    }

    private boolean isUnchanged(LeaderRow observed) {
        LeaderRow row = row();
        return observed.owner() != null && row.isOwnedBy(observed.owner())
                && row.firstSeenActive().equals(observed.firstSeenActive())
                && row.leaseSequence() == observed.leaseSequence();
    }

    private boolean isExpired(Tables.Leader leader, Duration contractLease) {
        Tables.Lease own = tables.lease;
        if (own == null || !own.belongsTo(leader)) {
            return tables.isOlder(leader.lastSeen(), contractLease);
        }
        // A time that lies ahead tells nothing, and who asks has seen the row unchanged for the whole lease.
        return tables.isOlder(leader.lastSeen(), own.duration()) || leader.lastSeen().isAfter(tables.now());
    }

    private void begin(NodeId self, Duration lease) {
        Instant now = tables.now();
        tables.leader = new Tables.Leader(self, now, now);
        tables.lastTerm++;
        tables.lease = new Tables.Lease(self, now, tables.lastTerm, sequence() + 1, lease);
    }

    private void affirm(Tables.Leader leader, Duration lease) {
        Tables.Lease own = tables.lease;
        long term = own != null && own.belongsTo(leader) ? own.term() : ++tables.lastTerm;
        tables.leader = new Tables.Leader(leader.owner(), leader.firstSeen(), tables.now());
        tables.lease = new Tables.Lease(leader.owner(), leader.firstSeen(), term, sequence() + 1, lease);
    }

    private long sequence() {
        return tables.lease == null ? 0 : tables.lease.sequence();
    }

    @Override
    public CompletionStage<LeaderRow> read() {
        return call("leader.read", () -> {});
    }

    @Override
    public CompletionStage<Void> handOver(NodeId self) {
        return change("leader.handOver", () -> {
            if (tables.leader != null && tables.leader.owner().equals(self)) {
                tables.leader = null;
            }
        });
    }

    @Override
    public CompletionStage<Void> grab(NodeId self) {
        return change("leader.grab", () -> {
            Duration lease = tables.lease == null ? Duration.ofSeconds(3) : tables.lease.duration();
            begin(self, lease);
        });
    }

    @Override
    public CompletionStage<Void> reelect() {
        return change("leader.reelect", () -> tables.leader = null);
    }

    private LeaderRow row() {
        Tables.Leader leader = tables.leader;
        if (leader == null) {
            return new LeaderRow(null, "", Duration.ZERO, 0, 0);
        }
        Tables.Lease lease = tables.lease;
        Duration age = Duration.between(leader.lastSeen(), tables.now());
        if (lease == null || !lease.belongsTo(leader)) {
            return new LeaderRow(leader.owner(), Tables.text(leader.firstSeen()), age,
                    leader.lastSeen().getEpochSecond(),
                    0);
        }
        return new LeaderRow(leader.owner(), Tables.text(leader.firstSeen()), age, lease.sequence(), lease.term());
    }

    private CompletionStage<LeaderRow> call(String name, Runnable operation) {
        return line.call(name, () -> tables.transaction(() -> {
            operation.run();
            return row();
        }));
    }

    private CompletionStage<Void> change(String name, Runnable operation) {
        return call(name, operation).thenAccept(_ -> {});
    }
}
