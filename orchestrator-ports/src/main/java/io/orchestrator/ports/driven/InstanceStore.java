package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.topology.FleetInstance;

/**
 * The journal of what was observed: rows of {@code database_instance} and, beside each, our full snapshot. Written late and in
 * batches; read by new leaders, other nodes and the command line.
 */
public interface InstanceStore {
    /**
     * One row to write.
     *
     * @param instance the server in its place; with a probe that is under way only when that hangs
     * @param checkedAge how long before now the last probe ended
     * @param seenAge how long before now the last successful probe ended; negative when never
     * @param beganAge how long before now the last probe began, the one under way where there is one
     * @param clusterAlias alias of its cluster
     * @param changed more than times changed since the last write
     */
    record Row(FleetInstance instance, Duration checkedAge, Duration seenAge, Duration beganAge, String clusterAlias,
            boolean changed) {
        public Row {
            Objects.requireNonNull(instance, "instance");
            Objects.requireNonNull(checkedAge, "checkedAge");
            Objects.requireNonNull(seenAge, "seenAge");
            Objects.requireNonNull(beganAge, "beganAge");
            Objects.requireNonNull(clusterAlias, "clusterAlias");
        }
    }

    /**
     * Writes at most 200 rows, sorted by key; a stored row is replaced only by a probe that began later. A server that this process
     * has stored before and somebody else has deleted since is left out, until this process has asked twice who is stored, here or with
     * {@link IntentStore#read}, or has deleted it itself.
     */
    CompletionStage<Void> write(List<Row> rows);

    /** Writes which servers demand TLS (true) or do without, for those who look into the table; nobody here reads it (discovery.md 5.2). */
    CompletionStage<Void> writeTlsVerdicts(Map<InstanceKey, Boolean> demanding);

    /** Keys of all stored servers. */
    CompletionStage<Set<InstanceKey>> keys();

    /** Names of all clusters that stored servers were last written with, sorted. Far cheaper than reading the servers. */
    CompletionStage<List<ClusterName>> clusterNames();

    /**
     * All stored servers, from our snapshot where it is current, else from the contract row that another implementation wrote. Times
     * are relative to the reading process' monotonic clock, computed from ages.
     *
     * @param now the reading process' monotonic time
     */
    CompletionStage<List<ObservedInstance>> readAll(Duration now);

    /** Deletes a server; true when it was there. */
    CompletionStage<Boolean> forget(InstanceKey key);

    /** Deletes servers not seen for this long and returns their keys; those that were never seen stay (discovery.md 6.8). */
    CompletionStage<Set<InstanceKey>> forgetUnseen(Duration unseenFor);

    /** Records of each stored server who its source is and to which cluster it belongs, under the present second; answers how many. */
    CompletionStage<Integer> recordTopologies();

    /**
     * The source of each server of a cluster, {@link InstanceKey#NONE} for none, as it was recorded last at a time that is wanted.
     *
     * @param cluster its exact name then
     * @param wanted asked with seconds since 1970, written as a number
     * @return empty when there is no such record
     */
    CompletionStage<Map<InstanceKey, InstanceKey>> recordedTopology(ClusterName cluster, Predicate<String> wanted);

    /**
     * Records where the binary log and the relay log of each stored server stand, where it has either; searches for Pseudo-GTID entries
     * begin there (backend-schema.md 4.3). Answers how many servers.
     */
    CompletionStage<Integer> recordCoordinates();

    /** Removes what {@link #recordCoordinates} recorded longer ago than this; answers how many rows. */
    CompletionStage<Integer> expireCoordinates(Duration age);
}
