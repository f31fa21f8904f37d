package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.WrittenServers;

/** Stored servers. */
final class InMemoryInstanceStore implements InstanceStore {
    private static final int MOST_ROWS = 200;

    private final Tables tables;
    private final Line line;
    private final WrittenServers written;

    InMemoryInstanceStore(Tables tables, Line line, WrittenServers written) {
        this.tables = tables;
        this.line = line;
        this.written = written;
    }

    @Override
    public CompletionStage<Void> write(List<Row> rows) {
        Set<InstanceKey> before =
                rows.stream().map(row -> row.instance().key()).filter(written::contains).collect(Collectors.toSet());
        return tables.call(line, "instance.write", () -> {
            if (rows.size() > MOST_ROWS) {
                throw new PortException(PortException.Category.INVALID,
                        rows.size() + " servers in one batch; at most " + MOST_ROWS + " are written at once", null);
            }
            return rows.stream()
                    .filter(row -> write(row, before.contains(row.instance().key())))
                    .map(row -> row.instance().key())
                    .toList();
        }).thenAccept(written::wrote);
    }

    private boolean write(Row row, boolean known) {
        InstanceKey key = row.instance().key();
        InstanceRow stored = tables.instances.get(key);
        Instant now = tables.now();
        boolean wanted = stored == null ? !known : now.minus(row.beganAge()).isAfter(stored.began());
        if (wanted) {
            tables.instances.put(key, InstanceRow.of(row, now));
        }
        return wanted;
    }

    @Override
    public CompletionStage<Void> writeTlsVerdicts(Map<InstanceKey, Boolean> demanding) {
        return tables.change(line, "instance.writeTlsVerdicts", () -> tables.tlsDemanded.putAll(demanding));
    }

    @Override
    public CompletionStage<Set<InstanceKey>> keys() {
        CompletionStage<Set<InstanceKey>> read =
                tables.call(line, "instance.keys", () -> Set.copyOf(tables.instances.keySet()));
        read.thenAccept(written::stored);
        return read;
    }

    @Override
    public CompletionStage<List<ClusterName>> clusterNames() {
        return tables.call(line, "instance.clusterNames",
                () -> tables.instances.values().stream().map(InstanceRow::cluster).distinct().sorted().toList());
    }

    @Override
    public CompletionStage<List<ObservedInstance>> readAll(Duration now) {
        return tables.call(line, "instance.readAll",
                () -> tables.instances.values().stream().map(row -> row.on(tables.now(), now)).toList());
    }

    @Override
    public CompletionStage<Boolean> forget(InstanceKey key) {
        written.forgot(Set.of(key));
        return tables.call(line, "instance.forget", () -> tables.instances.remove(key) != null);
    }

    @Override
    public CompletionStage<Set<InstanceKey>> forgetUnseen(Duration unseenFor) {
        return tables.call(line, "instance.forgetUnseen", () -> {
            Set<InstanceKey> old = new TreeSet<>();
            tables.instances.forEach((key, row) -> {
                if (row.seen() != null && tables.isOlder(row.seen(), unseenFor)) {
                    old.add(key);
                }
            });
            tables.instances.keySet().removeAll(old);
            written.forgot(old);
            return Set.copyOf(old);
        });
    }

    @Override
    public CompletionStage<Integer> recordTopologies() {
        return tables.call(line, "instance.recordTopologies", () -> {
            long second = tables.now().getEpochSecond();
            if (tables.topologies.stream().anyMatch(row -> row.second() == second)) {
                return 0;
            }
            tables.instances.forEach((key, row) -> tables.topologies.add(new Tables.TopologyRow(second, key,
                    row.observed().lastSnapshot().map(InstanceSnapshot::sourceKey).orElse(InstanceKey.NONE),
                    row.cluster())));
            return tables.instances.size();
        });
    }

    @Override
    public CompletionStage<Map<InstanceKey, InstanceKey>> recordedTopology(ClusterName cluster,
            Predicate<String> wanted) {
        return tables.call(line, "instance.recordedTopology", () -> {
            List<Tables.TopologyRow> rows =
                    tables.topologies.stream().filter(row -> row.cluster().equals(cluster)).toList();
            Map<InstanceKey, InstanceKey> sources = new TreeMap<>();
            rows.stream()
                    .mapToLong(Tables.TopologyRow::second)
                    .filter(second -> wanted.test(Long.toString(second)))
                    .max()
                    .ifPresent(newest -> rows.stream()
                            .filter(row -> row.second() == newest)
                            .forEach(row -> sources.put(row.key(), row.source())));
            return sources;
        });
    }

    @Override
    public CompletionStage<Integer> recordCoordinates() {
        return tables.call(line, "instance.recordCoordinates", () -> {
            List<Tables.CoordinatesRow> recorded = tables.instances.values()
                    .stream()
                    .filter(row -> row.observed().lastSnapshot().filter(InMemoryInstanceStore::hasAny).isPresent())
                    .map(row -> new Tables.CoordinatesRow(row.observed().key(), tables.now()))
                    .toList();
            tables.coordinates.addAll(recorded);
            return recorded.size();
        });
    }

    private static boolean hasAny(InstanceSnapshot snapshot) {
        return !snapshot.binlog().position().isEmpty()
                || snapshot.defaultChannel().filter(channel -> !channel.relayLog().isEmpty()).isPresent();
    }

    @Override
    public CompletionStage<Integer> expireCoordinates(Duration age) {
        return tables.call(line, "instance.expireCoordinates", () -> {
            int before = tables.coordinates.size();
            tables.coordinates.removeIf(row -> tables.isOlder(row.recordedAt(), age));
            return before - tables.coordinates.size();
        });
    }
}
