package io.orchestrator.http.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.MariaDbGtidSet;
import io.orchestrator.domain.gtid.MySqlGtidSet;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.BinlogFacts;
import io.orchestrator.domain.instance.ChannelTls;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.GtidFacts;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ServerFacts;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Problem;
import io.orchestrator.domain.topology.Problems;
import io.orchestrator.ports.driving.FleetPicture;
import org.jspecify.annotations.Nullable;

/** Servers of the fleet to {@link InstanceWire} (http-api.md 3.2, discovery.md 3.2 to 3.11). */
public final class InstanceMapper {
    private final Rendering rendering;

    public InstanceMapper(Rendering rendering) {
        this.rendering = Objects.requireNonNull(rendering, "rendering");
    }

    /** As lists and {@code instance} show it: what is stored. */
    public InstanceWire stored(FleetInstance instance, FleetPicture picture) {
        InstanceSnapshot seen = instance.snapshot().orElseGet(() -> stub(instance.key()));
        return wire(instance, seen,
                new Flavored(instance.snapshot().isPresent() ? Flavored.Of.STORED : Flavored.Of.STUB,
                        freshness(instance, picture), notes(instance.annotations(), picture.wall()), storedTls(seen),
                        problems(instance, picture.now())),
                instance.observed().latency());
    }

    /** As {@code discover} answers: what was just read, without what only the store knows. */
    public InstanceWire probed(FleetInstance instance, InstanceSnapshot seen, Duration latency) {
        String rule = instance.annotations().promotionRule().contractName();
        var freshness = new InstanceWire.Freshness("", true, true, true, NullableInt.MISSING, 0);
        var notes = new InstanceWire.Notes(false, rule, false, "", "", "", 0, "");
        return wire(instance, seen,
                new Flavored(Flavored.Of.PROBED, freshness, notes, tls(channelTls(seen)), List.of()), latency);
    }

    /** What differs between a server as stored, as stored without ever having been seen, and as just probed. */
    private record Flavored(Of of, InstanceWire.Freshness freshness, InstanceWire.Notes notes, InstanceWire.Tls tls,
            List<String> problems) {
        enum Of {
            STORED, STUB, PROBED
        }

        boolean probed() {
            return of == Of.PROBED;
        }

        /** State of the threads of a server without a channel; the contract stores stubs as stopped (discovery.md 3.10). */
        ThreadState withoutChannel() {
            return switch (of) {
                case STORED, PROBED -> ThreadState.NO_THREAD;
                case STUB -> ThreadState.STOPPED;
            };
        }
    }

    private static InstanceWire wire(FleetInstance instance, InstanceSnapshot seen, Flavored flavored,
            Duration latency) {
        ReplicaStatus channel = seen.defaultChannel().orElse(null);
        NullableInt lag = NullableInt.seconds(seen.replicationLag());
        List<KeyWire> replicas = KeyWire.sorted(seen.replicas());
        return new InstanceWire(
                identity(seen, flavored.probed()),
                source(instance, seen, flavored.withoutChannel()),
                gtidUse(instance, seen),
                progress(seen, flavored.probed()),
                executed(seen.gtid().executed()),
                executed(seen.gtid().purged()),
                text(instance.errant()),
                lag,
                lag,
                replicas,
                replicas,
                place(instance, seen.classification()),
                channel != null && !channel.sourceUser().isEmpty(),
                Boolean.TRUE.equals(seen.server().replicationCredentials()),
                semiSync(seen, flavored.probed()),
                flavored.freshness(),
                flavored.notes(),
                flavored.tls(),
                flavored.problems(),
                latency.toNanos(),
                group(seen),
                Map.of());
    }

    private static InstanceSnapshot stub(InstanceKey key) {
        var version = ServerVersion.NEVER_SEEN;
        var server = new ServerFacts(version, "", Flavor.of(version, ""), 0, null, false, false, null, null);
        var binlog = new BinlogFacts(false, false, "", "", BinlogCoordinates.NONE);
        var gtid = new GtidFacts("", GtidSet.emptyMysql(), GtidSet.emptyMysql());
        return new InstanceSnapshot(key, server, binlog, gtid, List.of(), SemiSync.NONE, null, List.of(),
                Classification.NONE);
    }

    private static InstanceWire.Identity identity(InstanceSnapshot seen, boolean probed) {
        ServerFacts server = seen.server();
        BinlogFacts binlog = seen.binlog();
        Duration uptime = server.uptime();
        ServerUuid uuid = server.uuid();
        return new InstanceWire.Identity(
                KeyWire.of(seen.key()),
                seen.classification().instanceAlias(),
                uptime == null ? 0 : uptime.toSeconds(),
                server.serverId(),
                uuid == null ? "" : uuid.value(),
                server.version().text(),
                server.versionComment(),
                probed ? "" : server.flavor().contractName(),
                server.readOnly(),
                binlog.format(),
                binlog.rowImage(),
                binlog.enabled(),
                binlog.logsReplicaUpdates(),
                binlog.logsReplicaUpdates(),
                CoordinatesWire.of(binlog.position()));
    }

    private static InstanceWire.Source source(FleetInstance instance, InstanceSnapshot seen,
            ThreadState withoutChannel) {
        ReplicaStatus channel = seen.defaultChannel().orElse(null);
        ThreadState applier = channel == null ? withoutChannel : channel.applier();
        ThreadState receiver = channel == null ? withoutChannel : channel.receiver();
        InstanceKey source = seen.sourceKey();
        return new InstanceWire.Source(
                KeyWire.of(source),
                sourceUuid(channel, seen.server().flavor()),
                instance.ancestry().stream().map(ServerUuid::value).collect(Collectors.joining(",")),
                source.isDetached(),
                applier == ThreadState.RUNNING,
                applier == ThreadState.RUNNING,
                receiver == ThreadState.RUNNING,
                receiver == ThreadState.RUNNING,
                applier.contractCode(),
                receiver.contractCode(),
                channel != null && channel.filtered());
    }

    private static String sourceUuid(@Nullable ReplicaStatus channel, Flavor flavor) {
        if (channel == null) {
            return "";
        }
        ServerUuid uuid = channel.sourceUuid();
        if (uuid == null) {
            // "No" is the contract's word for a server that has no such column.
            return flavor.isOracleFamily() ? "" : "No";
        }
        return uuid.value();
    }

    private static InstanceWire.GtidUse gtidUse(FleetInstance instance, InstanceSnapshot seen) {
        ReplicaStatus channel = seen.defaultChannel().orElse(null);
        return new InstanceWire.GtidUse(
                seen.gtid().mode(),
                seen.gtid().supportsOracleGtid(),
                channel != null && channel.positioning().isOracleGtid(),
                channel != null && channel.positioning().isMariaDbGtid(),
                instance.annotations().pseudoGtid() || seen.classification().usesPseudoGtid());
    }

    private static InstanceWire.Progress progress(InstanceSnapshot seen, boolean probed) {
        return seen.defaultChannel()
                .map(channel -> new InstanceWire.Progress(
                        CoordinatesWire.of(channel.read()),
                        CoordinatesWire.of(channel.executed()),
                        channel.executed().logFile().startsWith("//"),
                        CoordinatesWire.relay(channel.relayLog()),
                        QuotedText.of(channel.applierError().text()),
                        QuotedText.of(channel.receiverError().text()),
                        NullableInt.seconds(channel.behindSource()),
                        channel.configuredDelay().toSeconds()))
                .orElseGet(() -> noProgress(probed));
    }

    private static InstanceWire.Progress noProgress(boolean probed) {
        CoordinatesWire none = CoordinatesWire.of(BinlogCoordinates.NONE);
        CoordinatesWire relay = probed ? none : CoordinatesWire.relay(BinlogCoordinates.NONE);
        return new InstanceWire.Progress(none, none, false, relay, "", "", NullableInt.MISSING, 0);
    }

    /** MariaDB's position is not part of the contract: the field stays empty there (discovery.md 3.3). */
    private static String executed(GtidSet set) {
        return switch (set) {
            case MySqlGtidSet mysql -> text(mysql);
            case MariaDbGtidSet _ -> "";
        };
    }

    /** As the server prints it, with a newline after each comma. */
    private static String text(GtidSet set) {
        return set.text().replace(",", ",\n");
    }

    private static InstanceWire.Place place(FleetInstance instance, Classification classification) {
        return new InstanceWire.Place(
                instance.cluster().value(),
                instance.suggestedAlias(),
                classification.dataCenter(),
                classification.region(),
                classification.physicalEnvironment(),
                instance.depth(),
                instance.coMaster());
    }

    private static InstanceWire.SemiSyncState semiSync(InstanceSnapshot seen, boolean probed) {
        SemiSync semiSync = seen.semiSync();
        return new InstanceWire.SemiSyncState(
                semiSync.available(),
                seen.classification().semiSyncPriority(),
                probed && semiSync.sourceNewNames(),
                probed && semiSync.replicaNewNames(),
                semiSync.sourceEnabled(),
                semiSync.replicaEnabled(),
                semiSync.timeoutMillis(),
                semiSync.waitForReplicaCount(),
                semiSync.sourceActive(),
                semiSync.sourceClients(),
                semiSync.replicaActive());
    }

    private InstanceWire.Freshness freshness(FleetInstance instance, FleetPicture picture) {
        ObservedInstance observed = instance.observed();
        Duration seen = observed.lastSeen();
        return new InstanceWire.Freshness(
                seen == null ? "" : rendering.times().stored(picture.wallAt(seen)),
                observed.isLastCheckValid(),
                rendering.topology().isUpToDate(observed, picture.now()),
                rendering.topology().isRecentlyChecked(observed, picture.now()),
                NullableInt.seconds(seen == null ? null : picture.now().minus(seen)),
                instance.annotations().mysqlSnapshots());
    }

    private List<String> problems(FleetInstance instance, Duration now) {
        return Problems.of(instance, rendering.topology(), now).stream().map(Problem::contractName).toList();
    }

    private InstanceWire.Notes notes(Annotations annotations, Instant now) {
        Downtime downtime = annotations.downtime();
        String rule = annotations.promotionRule().contractName();
        boolean candidate = annotations.promotionRule().isCandidate();
        if (downtime == null) {
            return new InstanceWire.Notes(candidate, rule, false, "", "", "", 0, annotations.unresolvedHostname());
        }
        Duration elapsed = Duration.ofSeconds(Duration.between(downtime.begin(), now).toSeconds());
        return new InstanceWire.Notes(candidate, rule, downtime.isActiveAt(now), downtime.reason(), downtime.owner(),
                rendering.times().computed(downtime.end()), elapsed.toNanos(), annotations.unresolvedHostname());
    }

    private static ChannelTls channelTls(InstanceSnapshot seen) {
        return seen.defaultChannel().map(ReplicaStatus::tls).orElse(ChannelTls.NONE);
    }

    private static InstanceWire.Tls storedTls(InstanceSnapshot seen) {
        return new InstanceWire.Tls(channelTls(seen).allowed(), "", "", "", "", "", "", "", NullableBool.MISSING, "",
                "", "", NullableBool.MISSING);
    }

    private static InstanceWire.Tls tls(ChannelTls tls) {
        return new InstanceWire.Tls(tls.allowed(), tls.caFile(), tls.caPath(), tls.cert(), tls.cipher(), tls.crlFile(),
                tls.crlPath(), tls.key(), NullableBool.of(tls.verifyServerCert()), tls.tlsVersion(),
                tls.tlsCiphersuites(), tls.publicKeyPath(), NullableBool.of(tls.getSourcePublicKey()));
    }

    private static InstanceWire.Group group(InstanceSnapshot seen) {
        GroupReplication group = seen.group();
        if (group == null) {
            return new InstanceWire.Group("", false, "", "", List.of(), KeyWire.of(InstanceKey.NONE));
        }
        return new InstanceWire.Group(group.groupName(), group.singlePrimary(), group.memberState(), group.memberRole(),
                KeyWire.sorted(group.members()), KeyWire.of(group.primary()));
    }
}
