package io.orchestrator.domain.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;

/** The problems of one server (discovery.md 3.10). Of the first four at most one is reported. */
public final class Problems {
    private Problems() {}

    /**
     * Problems in the contract's order.
     *
     * @param instance the server
     * @param settings thresholds
     * @param now monotonic time, on the clock of the observation
     */
    public static List<Problem> of(FleetInstance instance, TopologySettings settings, Duration now) {
        List<Problem> problems = new ArrayList<>(3);
        stateProblem(instance, settings, now).ifPresent(problems::add);
        if (!instance.errant().isEmpty()) {
            problems.add(Problem.ERRANT_GTID);
        }
        GroupReplication group = instance.snapshot().map(InstanceSnapshot::group).orElse(null);
        if (group != null && !group.groupName().isEmpty() && !group.memberState().equals("ONLINE")) {
            problems.add(Problem.GROUP_MEMBER_NOT_ONLINE);
        }
        return List.copyOf(problems);
    }

    /**
     * Whether the problems report lists a server, downtime and filters aside (discovery.md 10.4). That is wider than {@link #of}: a
     * thread in any state but running counts, also where the other one does not exist, and so does an unreasonable lag by
     * either measure, also of a server that has another problem.
     *
     * @param instance the server
     * @param settings thresholds
     * @param now monotonic time, on the clock of the observation
     */
    public static boolean isReported(FleetInstance instance, TopologySettings settings, Duration now) {
        return !of(instance, settings, now).isEmpty()
                || instance.snapshot().filter(s -> hasTroubledThread(s) || settings.isAnyLagProblem(s)).isPresent();
    }

    private static boolean hasTroubledThread(InstanceSnapshot snapshot) {
        return snapshot.defaultChannel()
                .stream()
                .flatMap(channel -> Stream.of(channel.receiver(), channel.applier()))
                .anyMatch(state -> switch (state) {
                    case NO_THREAD, RUNNING -> false;
                    case STOPPED, OTHER -> true;
                });
    }

    private static Optional<Problem> stateProblem(FleetInstance instance, TopologySettings settings, Duration now) {
        if (!instance.observed().isLastCheckValid()) {
            return Optional.of(Problem.LAST_CHECK_INVALID);
        }
        if (!settings.isRecentlyChecked(instance.observed(), now)) {
            return Optional.of(Problem.NOT_RECENTLY_CHECKED);
        }
        InstanceSnapshot snapshot = instance.observed().snapshot();
        if (snapshot == null) {
            return Optional.empty();
        }
        boolean threadsExist = snapshot.defaultChannel().filter(Kinship::hasThreads).isPresent();
        if (threadsExist && !snapshot.isReplicating()) {
            return Optional.of(Problem.NOT_REPLICATING);
        }
        return settings.isLagProblem(snapshot) ? Optional.of(Problem.REPLICATION_LAG) : Optional.empty();
    }
}
