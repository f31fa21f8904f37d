package io.orchestrator.domain.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.operations.PromotionRule;

/** What one server said, as lines of text. */
final class ServerText {
    private ServerText() {}

    static List<String> of(ServerEvidence server) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + server.key() + ": " + reading(server.reading()) + said(server));
        server.channels().forEach(channel -> lines.add("    " + channel(channel)));
        return lines;
    }

    private static String reading(ServerEvidence.Reading reading) {
        List<String> parts = new ArrayList<>();
        parts.add((reading.valid() ? "read " : "cannot be read; last read ") + Ago.text(reading.seenAgo()));
        if (reading.failure() != null) {
            parts.add(reading.failuresInRow() + " probes failed since, the last " + Ago.text(reading.checkedAgo())
                    + ": "
                    + reading.failure().message() + (reading.partial() ? " (it answered the basic variables)" : ""));
        }
        if (reading.pendingFor() != null && !reading.valid()) {
            parts.add("a probe has waited for " + Ago.length(reading.pendingFor()));
        }
        return String.join("; ", parts);
    }

    private static String said(ServerEvidence server) {
        StringBuilder said = new StringBuilder();
        if (!server.version().isEmpty()) {
            said.append("; version ").append(server.version()).append(server.readOnly() ? ", read-only" : ", writable");
        }
        if (server.rule() != PromotionRule.NEUTRAL) {
            said.append("; promotion rule ").append(server.rule().contractName());
        }
        if (server.downtime() != null) {
            said.append("; in downtime until ").append(server.downtime().end());
        }
        if (server.inMaintenance()) {
            said.append("; in maintenance");
        }
        if (!server.errant().isEmpty()) {
            said.append("; errant ").append(ExplanationText.abbreviated(server.errant()));
        }
        return said.toString();
    }

    private static String channel(ReplicaStatus channel) {
        StringBuilder text = new StringBuilder(channel.channel().isEmpty() ? "" : "channel " + channel.channel() + " ");
        text.append("from ").append(channel.source().equals(InstanceKey.NONE) ? "nobody" : channel.source().display());
        text.append(": receiver ").append(word(channel.receiver())).append(error(channel.receiverError()));
        text.append(", applier ").append(word(channel.applier())).append(error(channel.applierError()));
        text.append(channel.positioning().isGtid() ? ", by GTID" : ", by file and position");
        text.append(channel.lag() == null ? ", lag unknown" : ", lag " + channel.lag().toSeconds() + " s");
        if (!channel.configuredDelay().isZero()) {
            text.append(", delayed by ").append(channel.configuredDelay().toSeconds()).append(" s");
        }
        if (channel.silence() != null) {
            text.append(", last heard from its source ").append(Ago.text(channel.silence()));
        }
        return text.toString();
    }

    private static String word(ThreadState state) {
        return switch (state) {
            case NO_THREAD -> "none";
            case STOPPED -> "stopped";
            case RUNNING -> "running";
            case OTHER -> "connecting";
        };
    }

    private static String error(ReplicationError error) {
        return error.isNone() ? "" : String.format(Locale.ROOT, " (error %d: %s)", error.number(), error.text());
    }
}
