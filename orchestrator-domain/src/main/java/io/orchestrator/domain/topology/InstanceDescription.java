package io.orchestrator.domain.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;

/** One server in a few words, as the text topology and the status command show it (topology-ops.md 8.2). */
public final class InstanceDescription {
    private InstanceDescription() {}

    /** The bracket part: {@code [0s,ok,8.0.36,rw,ROW,>>,GTID]}. */
    public static String plain(FleetInstance instance, TopologySettings settings, Duration now) {
        return tokens(instance, settings, now).stream()
                .filter(token -> !token.isEmpty())
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Always six tokens: lag, status, version, writability, binary log format, extras joined by commas; some may be empty. */
    static List<String> tokens(FleetInstance instance, TopologySettings settings, Duration now) {
        InstanceSnapshot snapshot = instance.observed().snapshot();
        if (snapshot == null) {
            return List.of("unknown", "invalid", ServerVersion.NEVER_SEEN.text(), "", "", extras(instance));
        }
        return List.of(lag(instance, snapshot, settings, now), status(instance, snapshot, settings, now),
                snapshot.server().version().text(), snapshot.isReadOnly() ? "ro" : "rw",
                snapshot.binlog().enabled() ? snapshot.binlog().format() : "nobinlog", extras(instance));
    }

    private static String lag(FleetInstance instance, InstanceSnapshot snapshot, TopologySettings settings,
            Duration now) {
        ReplicaStatus channel = snapshot.defaultChannel().orElse(null);
        if (channel != null && hasDetachedCoordinates(channel)) {
            return "detached";
        }
        if (!instance.observed().isLastCheckValid() || !settings.isRecentlyChecked(instance.observed(), now)) {
            return "unknown";
        }
        if (!snapshot.isReplica() || channel == null) {
            return "0s";
        }
        return !snapshot.isReplicating() || channel.lag() == null || channel.behindSource() == null ? "null"
                : channel.lag().toSeconds() + "s";
    }

    private static boolean hasDetachedCoordinates(ReplicaStatus channel) {
        return channel.executed().logFile().startsWith("//");
    }

    private static String status(FleetInstance instance, InstanceSnapshot snapshot, TopologySettings settings,
            Duration now) {
        if (!instance.observed().isLastCheckValid()) {
            return "invalid";
        }
        if (!settings.isRecentlyChecked(instance.observed(), now)) {
            return "unchecked";
        }
        if (snapshot.isReplica() && !snapshot.isReplicating()) {
            return "nonreplicating";
        }
        boolean lagging = snapshot.isReplica()
                && snapshot.defaultChannel().filter(c -> !settings.isWithinMaintenanceLag(c)).isPresent();
        return lagging ? "lag" : "ok";
    }

    private static String extras(FleetInstance instance) {
        List<String> extras = new ArrayList<>();
        InstanceSnapshot snapshot = instance.observed().snapshot();
        if (snapshot != null) {
            addFeatures(extras, instance, snapshot);
        }
        if (instance.annotations().downtime() != null) {
            extras.add("downtimed");
        }
        return String.join(",", extras);
    }

    private static void addFeatures(List<String> extras, FleetInstance instance, InstanceSnapshot snapshot) {
        if (snapshot.binlog().enabled() && snapshot.binlog().logsReplicaUpdates()) {
            extras.add(">>");
        }
        boolean usesGtid = snapshot.defaultChannel().filter(c -> c.positioning().isGtid()).isPresent();
        if (usesGtid || snapshot.gtid().supportsOracleGtid()) {
            extras.add(instance.errant().isEmpty() ? "GTID" : "GTID:errant");
        }
        if (instance.usesPseudoGtid()) {
            extras.add("P-GTID");
        }
        if (snapshot.semiSync().sourceActive()) {
            extras.add("semi:master");
        }
        if (snapshot.semiSync().replicaActive()) {
            extras.add("semi:replica");
        }
    }
}
