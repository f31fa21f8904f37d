package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ServerFacts;
import org.jspecify.annotations.Nullable;

/** Puts answers and remembered readings together to one snapshot. */
record SnapshotAssembler(InstanceKey key, ProbeSettings settings, KeptReadings kept, Duration now) {
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
        if (kept.lag() != null && drawing != null) {
            // The query tells one value for the server: it is that of the channel that stands for it.
            channels = channels.stream()
                    .map(channel -> channel.equals(drawing) ? channel.withLag(kept.lag()) : channel)
                    .toList();
        }
        return new InstanceSnapshot(new InstanceKey(hostname, key.port()), server,
                VariablesReader.binlogFacts(variables, position(binaryLogStatus)),
                VariablesReader.gtidFacts(variables), channels, VariablesReader.semiSync(variables, status),
                GroupReader.read(groupMembers, server.uuid()), kept.replicas(), classification(hostname));
    }

    private static ReplicaStatus withSilence(ReplicaStatus channel, @Nullable Duration silence) {
        return silence == null ? channel
                : channel.withEvidence(silence, channel.heartbeatPeriod(), channel.applyingFor());
    }

    private static BinlogCoordinates position(List<Row> rows) {
        return rows.isEmpty() ? BinlogCoordinates.NONE
                : BinlogCoordinates.binaryLog(rows.getFirst().text("File"), rows.getFirst().number("Position"));
    }

    /** What queries said; where no query is configured, what the pattern finds in the host name. */
    private Classification classification(String hostname) {
        Classification read = kept.classification();
        ClassificationPatterns patterns = settings.patterns();
        return new Classification(read.instanceAlias(),
                orPattern(read.dataCenter(), ClassificationPatterns.firstGroup(patterns.dataCenter(), hostname)),
                orPattern(read.region(), ClassificationPatterns.firstGroup(patterns.region(), hostname)),
                orPattern(read.physicalEnvironment(),
                        ClassificationPatterns.firstGroup(patterns.physicalEnvironment(), hostname)),
                read.suggestedClusterAlias(), read.clusterDomain(), read.detectedRule(), read.semiSyncPriority(),
                read.usesPseudoGtid());
    }

    private static String orPattern(String queried, String matched) {
        return queried.isEmpty() ? matched : queried;
    }
}
