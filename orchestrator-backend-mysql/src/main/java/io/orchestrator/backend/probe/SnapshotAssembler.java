package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSyntaxException;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.GtidFacts;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ServerFacts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts answers and remembered readings together to one snapshot. */
record SnapshotAssembler(InstanceKey key, ProbeSettings settings, KeptReadings kept, Duration now) {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotAssembler.class);

    /** The name the server goes by (discovery.md 7.3); empty when the method finds none. */
    Optional<String> hostname(Row variables) {
        String reported = variables.text("report_host");
        String own = variables.text("hostname");
        return switch (settings.hostnameMethod()) {
            case PROBED -> Optional.of(key.hostname());
            case HOSTNAME -> Optional.of(own.isEmpty() ? key.hostname() : own);
            case REPORT_HOST -> reported.isEmpty() ? Optional.empty() : Optional.of(reported);
        };
    }

    InstanceSnapshot assemble(String hostname, Row variables, List<Row> replicaStatus, List<Row> binaryLogStatus,
            List<Row> groupMembers, List<Row> heartbeats, Map<String, Duration> silences, boolean evidence) {
        SemiSyncStatus status = kept.statusAt(now);
        ServerFacts server =
                VariablesReader.serverFacts(variables, status.uptime(), kept.hasReplicationCredentials());
        List<ReplicaStatus> channels = HeartbeatReader.addTo(ReplicaStatusReader.channels(replicaStatus), heartbeats);
        if (evidence) {
            channels = channels.stream().map(channel -> withSilence(channel, silences.get(channel.channel()))).toList();
        }
        ReplicaStatus drawing = ReplicaStatus.defaultOf(channels).orElse(null);
        Duration lag = kept.lag();
        if (lag != null && drawing != null) {
            // The query tells one value for the server: it is that of the channel that stands for it.
            channels = channels.stream()
                    .map(channel -> channel.equals(drawing) ? channel.withLag(lag) : channel)
                    .toList();
        }
        return new InstanceSnapshot(new InstanceKey(hostname, key.port()), server,
                VariablesReader.binlogFacts(variables, position(binaryLogStatus)),
                gtidFacts(variables), channels, VariablesReader.semiSync(variables, status),
                GroupReader.read(groupMembers, server.uuid()), kept.replicas(),
                kept.classification(settings.queries(), settings.patterns(), hostname));
    }

    /** A server whose sets a later version prints otherwise is no dead server. */
    private GtidFacts gtidFacts(Row variables) {
        try {
            return VariablesReader.gtidFacts(variables);
        } catch (GtidSyntaxException e) {
            if (kept.isFirstUnreadable()) {
                LOG.warn("{} tells GTIDs that this version cannot read; what comes before is used: {}", key.display(),
                        e.getMessage());
            }
            return VariablesReader.readableGtidFacts(variables);
        }
    }

    private static ReplicaStatus withSilence(ReplicaStatus channel, @Nullable Duration silence) {
        return silence == null ? channel
                : channel.withEvidence(silence, channel.heartbeatPeriod(), channel.applyingFor());
    }

    private static BinlogCoordinates position(List<Row> rows) {
        return rows.isEmpty() ? BinlogCoordinates.NONE
                : BinlogCoordinates.binaryLog(rows.getFirst().text("File"), rows.getFirst().number("Position"));
    }
}
