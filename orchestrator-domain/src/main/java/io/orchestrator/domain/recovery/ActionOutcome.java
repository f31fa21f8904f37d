package io.orchestrator.domain.recovery;

import java.util.Objects;
import java.util.function.UnaryOperator;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.promotion.ReplicaReading;
import org.jspecify.annotations.Nullable;

/** What became of an action. */
public sealed interface ActionOutcome {
    InstanceKey key();

    /** The same outcome with the source that the server was read to have under the name it goes by. */
    default ActionOutcome withNames(UnaryOperator<InstanceKey> names) {
        return switch (this) {
            case Done done -> new Done(done.key(), renamed(done.reading(), names), done.coordinates());
            case Refused refused -> new Refused(refused.key(), refused.reason(), renamed(refused.reading(), names));
            case Failed _,Unanswered _ -> this;
        };
    }

    private static @Nullable ReplicaReading renamed(@Nullable ReplicaReading reading,
            UnaryOperator<InstanceKey> names) {
        return reading == null ? null : reading.withSource(names.apply(reading.source()));
    }

    /**
     * The action is in effect, done now or before.
     *
     * @param reading the server's replication state afterwards; null when it was not read
     * @param coordinates where the binary log of a server that was made writable stood right before; null when that was not read
     */
    record Done(InstanceKey key, @Nullable ReplicaReading reading, @Nullable BinlogCoordinates coordinates)
            implements ActionOutcome {
        public Done {
            Objects.requireNonNull(key, "key");
        }

        /** Of an action that makes nothing writable. */
        public Done(InstanceKey key, @Nullable ReplicaReading reading) {
            this(key, reading, null);
        }
    }

    /**
     * The server was reached and the action was not done, for a reason that lies in its state.
     *
     * @param reason sentence for people, names the server
     * @param reading the server's replication state; null when it was not read
     */
    record Refused(InstanceKey key, String reason, @Nullable ReplicaReading reading) implements ActionOutcome {
        public Refused {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The action failed and is certainly not in effect: the server could not be connected to, or answered with an error.
     *
     * @param unreachable nobody listened: the process is gone
     */
    record Failed(InstanceKey key, String reason, boolean unreachable) implements ActionOutcome {
        public Failed {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** No answer within the deadline, or the connection broke after a statement was sent: it may be in effect, now or later. */
    record Unanswered(InstanceKey key, String reason) implements ActionOutcome {
        public Unanswered {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
