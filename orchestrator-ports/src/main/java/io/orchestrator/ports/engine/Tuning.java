package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.ConfirmationWindows;
import io.orchestrator.domain.discovery.DiscoverySettings;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.NamingSettings;
import io.orchestrator.domain.recovery.RecoverySettings;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.IntentStore;

/**
 * What a configuration reload may change; the engine reads it at the moment of use.
 *
 * @param analysis limits and filters of detection
 * @param recovery limits and switches of recoveries
 * @param probing deadlines, filters and the watch
 * @param retention how long things last
 * @param suspensions restrictions that are configured and not honoured yet: automatic recovery is off while there is one
 * @param aliasPatterns {@code ClusterNameToAlias}
 * @param naming how host names are resolved
 * @param heeding what of the notes of other processes counts
 * @param evidence how evidence is gathered, and how long it must stand
 */
public record Tuning(AnalysisSettings analysis, RecoverySettings recovery, Probing probing, Retention retention,
        List<String> suspensions, List<ClusterLabels.AliasPattern> aliasPatterns, NamingSettings naming,
        Heeding heeding, Evidence evidence) {
    public Tuning {
        Objects.requireNonNull(analysis, "analysis");
        Objects.requireNonNull(recovery, "recovery");
        Objects.requireNonNull(probing, "probing");
        Objects.requireNonNull(retention, "retention");
        suspensions = List.copyOf(suspensions);
        aliasPatterns = List.copyOf(aliasPatterns);
        Objects.requireNonNull(naming, "naming");
        Objects.requireNonNull(heeding, "heeding");
        Objects.requireNonNull(evidence, "evidence");
    }

    /** Tuning that heeds no notes. */
    public Tuning(AnalysisSettings analysis, RecoverySettings recovery, Probing probing, Retention retention,
            List<String> suspensions, List<ClusterLabels.AliasPattern> aliasPatterns, NamingSettings naming) {
        this(analysis, recovery, probing, retention, suspensions, aliasPatterns, naming, Heeding.NOTHING,
                Evidence.DEFAULT);
    }

    /** Tuning with the contract's defaults for host names. */
    public Tuning(AnalysisSettings analysis, RecoverySettings recovery, Probing probing, Retention retention,
            List<String> suspensions, List<ClusterLabels.AliasPattern> aliasPatterns) {
        this(analysis, recovery, probing, retention, suspensions, aliasPatterns, NamingSettings.DEFAULTS);
    }

    /** The same with host names resolved otherwise. */
    public Tuning withNaming(NamingSettings newNaming) {
        return new Tuning(analysis, recovery, probing, retention, suspensions, aliasPatterns, newNaming, heeding,
                evidence);
    }

    /** The same with other notes that count. */
    public Tuning withHeeding(Heeding newHeeding) {
        return new Tuning(analysis, recovery, probing, retention, suspensions, aliasPatterns, naming, newHeeding,
                evidence);
    }

    /** The same with evidence gathered otherwise. */
    public Tuning withEvidence(Evidence newEvidence) {
        return new Tuning(analysis, recovery, probing, retention, suspensions, aliasPatterns, naming, heeding,
                newEvidence);
    }

    /**
     * How evidence of a failure is gathered, and how long it must stand: keys of ours.
     *
     * @param restartsReceiver one replica of a source that does not answer is told to connect to it again
     * @param windows how long evidence must stand before it is acted on
     */
    public record Evidence(boolean restartsReceiver, ConfirmationWindows windows) {
        public static final Evidence DEFAULT = new Evidence(true, ConfirmationWindows.NONE);

        public Evidence {
            Objects.requireNonNull(windows, "windows");
        }
    }

    /**
     * Which notes of other processes count.
     *
     * @param pseudoGtid a cluster uses Pseudo-GTID where entries were injected into it of late ({@code AutoPseudoGTID})
     * @param snapshots host agents count snapshots ({@code ServeAgentsHttp})
     */
    public record Heeding(boolean pseudoGtid, boolean snapshots) {
        public static final Heeding NOTHING = new Heeding(false, false);
    }

    /**
     * How servers are probed and watched.
     *
     * @param deadline how long a routine probe may take
     * @param evidenceDeadline how long a probe for evidence may take, see {@link #deadlineOf}
     * @param maxConcurrent probes of healthy servers under way at once, those left out that have taken longer than a second
     * @param sick probes of servers that could not be connected to
     * @param watchSleep how long the watch sleeps; zero switches watches off
     * @param watched servers that may be watched
     * @param discovery intervals and filters of discovery
     */
    public record Probing(Duration deadline, Duration evidenceDeadline, int maxConcurrent, Sick sick,
            Duration watchSleep, Predicate<InstanceKey> watched, DiscoverySettings discovery) {
        private static final int MOST_DOUBLINGS = 2;

        /** The contract's defaults. */
        public static final Probing DEFAULT = new Probing(Duration.ofSeconds(10), Duration.ofSeconds(1), 300,
                Sick.DEFAULT, Duration.ofMillis(750), _ -> true, DiscoverySettings.DEFAULTS);

        public Probing {
            Objects.requireNonNull(deadline, "deadline");
            Objects.requireNonNull(evidenceDeadline, "evidenceDeadline");
            Objects.requireNonNull(sick, "sick");
            Objects.requireNonNull(watchSleep, "watchSleep");
            Objects.requireNonNull(watched, "watched");
            Objects.requireNonNull(discovery, "discovery");
        }

        /**
         * How long a probe may take. Where probes for evidence fail the next ones may take longer: a server behind a network that loses
         * packets is not read within a second, however often it is tried.
         *
         * @param failures probes of the server that failed in a row
         */
        Duration deadlineOf(InstanceProber.Depth depth, int failures) {
            if (depth == InstanceProber.Depth.ROUTINE) {
                return deadline;
            }
            Duration patient = evidenceDeadline.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
            return failures == 0 || patient.compareTo(deadline) < 0 ? patient : deadline;
        }
    }

    /**
     * How servers that could not be connected to are probed (discovery.md 6.5), and what is said of those that are left out.
     *
     * @param maxConcurrent of their probes under way at once; those of others do not wait for them
     * @param logged {@code DeadInstanceDiscoveryLogsEnabled}: say when one is registered as such, and when no more
     * @param exclusionsLogged {@code EnableDiscoveryFiltersLogs}: say whom the filter of replication users leaves out
     */
    public record Sick(int maxConcurrent, boolean logged, boolean exclusionsLogged) {
        /** The contract's defaults. */
        public static final Sick DEFAULT = new Sick(150, false, true);
    }

    /**
     * How long things last.
     *
     * @param recoveryBlock {@code RecoveryPeriodBlockSeconds}
     * @param detectionBlock {@code FailureDetectionPeriodBlockMinutes}
     * @param unseenForget {@code UnseenInstanceForgetHours}
     * @param candidateExpire {@code CandidateInstanceExpireMinutes}
     * @param history {@code AuditPurgeDays}
     * @param registered what people and processes registered
     * @param samples what is measured
     */
    public record Retention(Duration recoveryBlock, Duration detectionBlock, Duration unseenForget,
            Duration candidateExpire, Duration history, IntentStore.Lifetimes registered, Samples samples) {
        /** The contract's defaults. */
        public static final Retention DEFAULT = new Retention(Duration.ofHours(1), Duration.ofHours(1),
                Duration.ofDays(10), Duration.ofHours(1), Duration.ofDays(7),
                new IntentStore.Lifetimes(Duration.ofDays(1), Duration.ofHours(1), Duration.ofHours(1)),
                Samples.DEFAULT);

        public Retention {
            Objects.requireNonNull(recoveryBlock, "recoveryBlock");
            Objects.requireNonNull(detectionBlock, "detectionBlock");
            Objects.requireNonNull(unseenForget, "unseenForget");
            Objects.requireNonNull(candidateExpire, "candidateExpire");
            Objects.requireNonNull(history, "history");
            Objects.requireNonNull(registered, "registered");
            Objects.requireNonNull(samples, "samples");
        }
    }

    /**
     * How much of what is measured and recorded on the way is kept (discovery.md 10.2, 6.1).
     *
     * @param probes {@code DiscoveryCollectionRetentionSeconds}
     * @param queue {@code DiscoveryQueueMaxStatisticsSize}: samples, one a second
     * @param topologiesEvery {@code SnapshotTopologiesIntervalHours}: how often the leader records all topologies; zero = never.
     *     Read once
     */
    public record Samples(Duration probes, int queue, Duration topologiesEvery) {
        /** The contract's defaults. */
        public static final Samples DEFAULT = new Samples(Duration.ofMinutes(2), 120, Duration.ZERO);

        public Samples {
            Objects.requireNonNull(probes, "probes");
            Objects.requireNonNull(topologiesEvery, "topologiesEvery");
        }
    }
}
