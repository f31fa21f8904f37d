package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ReplicaStatus;
import org.jspecify.annotations.Nullable;

/**
 * What one server said, and when it was asked, as an analysis saw it. All ages count from the moment of the analysis.
 *
 * @param key the server
 * @param readAgo since its last complete answer; null when there was none
 * @param triedAgo since the last probe of it that ended; null when none did
 * @param waiting how long the probe under way has been waiting for it; null when none is under way
 * @param failure why the last probe that ended saw nothing, or not all; null when it saw all
 * @param channel its default channel as last read; null when it has none, or was never read
 */
public record Testimony(InstanceKey key, @Nullable Duration readAgo, @Nullable Duration triedAgo,
        @Nullable Duration waiting, @Nullable ProbeFailure failure, @Nullable ReplicaStatus channel) {
    public Testimony {
        Objects.requireNonNull(key, "key");
    }

    static Testimony of(ObservedInstance server, Duration now) {
        return new Testimony(server.key(), ago(server.lastSeen(), now), ago(server.lastChecked(), now),
                ago(server.pendingSince(), now), server.lastFailure(),
                server.lastSnapshot().flatMap(InstanceSnapshot::defaultChannel).orElse(null));
    }

    private static @Nullable Duration ago(@Nullable Duration then, Duration now) {
        return then == null ? null : now.minus(then);
    }

    /** One sentence for people. */
    public String sentence() {
        var text = new StringBuilder(key.display()).append(' ').append(reading());
        if (waiting != null) {
            text.append("; a probe has been waiting for it for ").append(waiting.toMillis()).append(" ms");
        }
        if (channel != null) {
            text.append("; ").append(failure == null ? "" : "last known: ").append(replication(channel));
        }
        return text.append('.').toString();
    }

    private String reading() {
        if (failure != null) {
            return "did not answer " + millis(triedAgo) + " ms ago (" + failure.message() + ")"
                    + (readAgo == null ? ", nor ever before" : ", last read " + millis(readAgo) + " ms ago");
        }
        return readAgo == null ? "was never read" : "was read " + millis(readAgo) + " ms ago";
    }

    private static String replication(ReplicaStatus status) {
        var text = new StringBuilder("receiver ").append(Words.state(status.receiver()))
                .append(", applier ")
                .append(Words.state(status.applier()));
        if (!status.receiverError().isNone()) {
            text.append(", receiver error ")
                    .append(status.receiverError().number())
                    .append(" (")
                    .append(status.receiverError().text())
                    .append(')');
        }
        if (!status.applierError().isNone()) {
            text.append(", applier error ").append(status.applierError().number());
        }
        if (status.silence() != null) {
            text.append(", has heard nothing for ").append(millis(status.silence())).append(" ms");
        }
        if (status.lag() != null) {
            text.append(", lag ").append(status.lag().toSeconds()).append(" s");
        }
        return text.toString();
    }

    private static String millis(@Nullable Duration duration) {
        return duration == null ? "?" : Long.toString(duration.toMillis());
    }
}
