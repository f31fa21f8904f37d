package io.orchestrator.domain.detection;

import java.time.Duration;

import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.instance.WriteHealth;
import org.jspecify.annotations.Nullable;

/**
 * What of an observed server matters for analysis. When it is the same before and after a probe, the cluster need not be analysed
 * again. Positions, times and GTID sets are not in it, except the position of a source with semi-sync on; what depends on time alone
 * (a probe that hangs, a position that stands) or on GTID sets (errant transactions) is left to the tickers.
 *
 * @param seen the last probe was complete
 * @param partial the basic variables were answered
 * @param failure why the last probe failed, null when it did not
 * @param server version, writability, binary logging, GTID mode; null when never seen
 * @param channel state of the default channel, null when there is none
 * @param semiSync semi-sync as seen
 * @param group place in a group, null when in none
 * @param classification what queries and patterns say
 * @param position binary log position when the source side of semi-sync is on, else none
 * @param writes what is to be said of the write path; null where it is not looked at
 */
public record AnalysisInputs(boolean seen, boolean partial, ProbeFailure.@Nullable Kind failure,
        @Nullable Server server, @Nullable Channel channel, SemiSync semiSync, @Nullable GroupReplication group,
        Classification classification, BinlogCoordinates position, WriteHealth.@Nullable Verdict writes) {

    /** What matters of a server's variables. */
    public record Server(String version, boolean readOnly, boolean logging, String format, String gtidMode) {}

    /** What matters of the default channel. */
    public record Channel(InstanceKey source, boolean receiverRuns, boolean applierRuns, boolean failingToConnect,
            boolean lagging, boolean delayed, boolean oracleGtid, boolean mariaDbGtid, boolean silent) {}

    /**
     * Reads them off a server.
     *
     * @param observed the server
     * @param settings the thresholds that lag is judged by
     */
    public static AnalysisInputs of(ObservedInstance observed, AnalysisSettings settings) {
        ProbeFailure failure = observed.lastFailure();
        InstanceSnapshot snapshot = observed.snapshot();
        WriteHealth health = observed.writes();
        WriteHealth.Verdict writes = health == null ? null : health.verdict(settings.writePath().stalledAfter());
        ProbeFailure.Kind kind = failure == null ? null : failure.kind();
        if (snapshot == null) {
            return new AnalysisInputs(observed.isSeen(), observed.lastPartial(), kind, null, null, SemiSync.NONE, null,
                    Classification.NONE, BinlogCoordinates.NONE, writes);
        }
        var server = new Server(snapshot.server().version().text(), snapshot.isReadOnly(),
                snapshot.binlog().enabled() && snapshot.binlog().logsReplicaUpdates(), snapshot.binlog().format(),
                snapshot.gtid().mode());
        return new AnalysisInputs(observed.isSeen(), observed.lastPartial(), kind, server,
                snapshot.defaultChannel().map(c -> channel(c, settings.reasonableLag())).orElse(null),
                snapshot.semiSync(), snapshot.group(), snapshot.classification(),
                snapshot.semiSync().sourceEnabled() ? snapshot.binlog().position() : BinlogCoordinates.NONE,
                writes);
    }

    /** The same without the position, which moves with each write. */
    public AnalysisInputs standing() {
        return new AnalysisInputs(seen, partial, failure, server, channel, semiSync, group, classification,
                BinlogCoordinates.NONE, writes);
    }

    private static Channel channel(ReplicaStatus status, Duration reasonableLag) {
        boolean receiverRuns = status.receiver() == ThreadState.RUNNING;
        boolean applierRuns = status.applier() == ThreadState.RUNNING;
        boolean lagging = status.lag() != null && status.lag().compareTo(reasonableLag) > 0;
        return new Channel(status.source(), receiverRuns, applierRuns, status.isFailingToConnect(), lagging,
                status.configuredDelay().isPositive(), status.positioning().isOracleGtid(),
                status.positioning().isMariaDbGtid(), Silence.isSilent(status));
    }
}
