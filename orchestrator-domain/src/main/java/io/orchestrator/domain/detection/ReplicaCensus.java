package io.orchestrator.domain.detection;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.topology.FleetInstance;
import org.jspecify.annotations.Nullable;

/** Counts in one pass what the direct replicas of a server look like (detection.md 3, 5): a source may have thousands. */
final class ReplicaCensus {
    private static final Evidence.Replicas NO_REPLICAS = new Evidence.Replicas(0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final Evidence.Logging NO_LOGGING = new Evidence.Logging(0, 0, 0, 0, 0);

    private static final ReplicaCensus NOBODY = new ReplicaCensus(new Circumstances(true, Duration.ZERO, null, null));

    private final Circumstances circumstances;
    private int count;
    private int seen;
    private int replicating;
    private int failing;
    private int lagging;
    private int silent;
    private int deaf;
    private int delayed;
    private int downtimed;
    private int semiSync;
    private int logging;
    private int statementBased;
    private int mixedBased;
    private int rowBased;
    private final Set<String> versions = new HashSet<>();
    private int oracleGtid;
    private int mariaDbGtid;
    private int binlogServers;
    private @Nullable String minMode;
    private @Nullable String maxMode;
    private String largestErrant = "";

    /**
     * What the replicas' words are worth.
     *
     * @param sourceValid the source answers
     * @param reasonableLag lag above which a replica counts as lagging
     * @param inVain a replica that was told to connect again, and could not; null when there is none
     * @param open a replica that was told to, and has not had the time to; null when there is none
     */
    record Circumstances(boolean sourceValid, Duration reasonableLag, Reconnections.@Nullable Attempt inVain,
            Reconnections.@Nullable Attempt open) {}

    private ReplicaCensus(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    static ReplicaCensus of(List<FleetInstance> replicas, Circumstances circumstances) {
        if (replicas.isEmpty()) {
            return NOBODY;
        }
        var census = new ReplicaCensus(circumstances);
        for (FleetInstance replica : replicas) {
            census.add(replica);
        }
        return census;
    }

    private void add(FleetInstance replica) {
        count++;
        boolean inDowntime = replica.annotations().downtime() != null;
        downtimed += inDowntime ? 1 : 0;
        if (!inDowntime && !replica.errant().isEmpty()) {
            largestErrant = max(largestErrant, replica.errant().text());
        }
        boolean isSeen = replica.observed().isSeen();
        seen += isSeen ? 1 : 0;
        InstanceSnapshot snapshot = replica.observed().snapshot();
        if (snapshot == null) {
            return;
        }
        configuration(snapshot, isSeen);
        ReplicaStatus channel = snapshot.defaultChannel().orElse(null);
        if (channel == null) {
            return;
        }
        delayed += channel.configuredDelay().isPositive() ? 1 : 0;
        boolean isDeaf = isDeaf(replica, channel);
        deaf += isDeaf ? 1 : 0;
        if (isSeen) {
            replication(replica, channel, isDeaf);
        }
    }

    private void configuration(InstanceSnapshot snapshot, boolean isSeen) {
        semiSync += snapshot.semiSync().replicaEnabled() ? 1 : 0;
        binlogServers += isSeen && snapshot.isBinlogServer() ? 1 : 0;
        String mode = snapshot.gtid().mode();
        minMode = minMode == null || mode.compareTo(minMode) < 0 ? mode : minMode;
        maxMode = maxMode == null ? mode : max(maxMode, mode);
        if (snapshot.binlog().enabled() && snapshot.binlog().logsReplicaUpdates()) {
            logging++;
            versions.add(snapshot.server().version().major());
            switch (snapshot.binlog().format()) {
                case "STATEMENT" -> statementBased++;
                case "MIXED" -> mixedBased++;
                case "ROW" -> rowBased++;
                default -> {
                    // A format that nobody asks for.
                }
            }
        }
    }

    private void replication(FleetInstance replica, ReplicaStatus channel, boolean isDeaf) {
        oracleGtid += channel.positioning().isOracleGtid() ? 1 : 0;
        mariaDbGtid += channel.positioning().isMariaDbGtid() ? 1 : 0;
        boolean isSilent = isDeaf || Silence.isSilent(channel);
        silent += isSilent ? 1 : 0;
        // A source that answers is judged by itself; silence is evidence only against one that does not.
        boolean replicates = channel.isRunning() && (circumstances.sourceValid() || !isSilent);
        // That it is not connected now is our doing, and it says no more than before until it has tried for long enough.
        Reconnections.Attempt open = circumstances.open();
        boolean excused = open != null && Reconnections.isTrying(open, replica);
        replicating += replicates || excused ? 1 : 0;
        failing += isFailing(channel) ? 1 : 0;
        boolean isLagging = channel.lag() != null && channel.lag().compareTo(circumstances.reasonableLag()) > 0;
        lagging += isLagging ? 1 : 0;
    }

    /** A replica that says it replicates, but has heard nothing since another was told to connect again in vain. */
    private boolean isDeaf(FleetInstance replica, ReplicaStatus channel) {
        Reconnections.Attempt inVain = circumstances.inVain();
        return inVain != null && channel.isRunning() && Reconnections.isDeaf(inVain, replica);
    }

    /** Cannot connect to its source while it would apply what it gets. */
    static boolean isFailing(ReplicaStatus channel) {
        return channel.applier() == ThreadState.RUNNING && channel.isFailingToConnect();
    }

    private static String max(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    Evidence.Replicas replicas() {
        return count == 0 ? NO_REPLICAS
                : new Evidence.Replicas(count, seen, replicating, failing, lagging, delayed, downtimed, semiSync,
                        silent);
    }

    /** How many say that they replicate, but have heard nothing since another was told to connect again in vain. */
    int deaf() {
        return deaf;
    }

    Evidence.Logging logging() {
        return logging == 0 ? NO_LOGGING
                : new Evidence.Logging(logging, statementBased, mixedBased, rowBased, versions.size());
    }

    /** @param own the server itself */
    Evidence.Gtid gtid(FleetInstance own) {
        InstanceSnapshot snapshot = own.observed().snapshot();
        String mode = snapshot == null ? "" : snapshot.gtid().mode();
        return new Evidence.Gtid(all(oracleGtid), all(mariaDbGtid), all(binlogServers), own.usesPseudoGtid(), mode,
                minMode == null ? "" : minMode, maxMode == null ? "" : maxMode, largestErrant);
    }

    private boolean all(int have) {
        return seen > 0 && have == seen;
    }
}
