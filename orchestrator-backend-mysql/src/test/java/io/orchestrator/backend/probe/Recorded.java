package io.orchestrator.backend.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ReplicaStatus;

/**
 * Answers of one server of one version, from the folder of that name among the test's resources. They are written from the public
 * documentation of each version, as the {@code mysql} client prints them with {@code \G}; {@code \n} in a value stands for a newline.
 *
 * @param folder flavor and version, e.g. {@code mysql-8.0.21}
 */
record Recorded(String folder) {
    static final InstanceKey PROBED = new InstanceKey("probed.example", 3306);
    static final Duration NOW = Duration.ofSeconds(1_000);

    private static final String ROW_MARK = "****";
    /** What {@code SELECT @@global.x} prints as 1 or 0 where {@code SHOW} prints ON or OFF. */
    private static final Set<String> FLAGS = Set.of("read_only", "super_read_only", "log_bin", "log_replica_updates",
            "log_slave_updates", "rpl_semi_sync_source_enabled", "rpl_semi_sync_replica_enabled",
            "rpl_semi_sync_master_enabled", "rpl_semi_sync_slave_enabled");

    /** The rows in one of its files. */
    List<Row> rows(String name) {
        return columns(name).stream().map(Row::of).toList();
    }

    /** The same, with the columns' names as written. */
    List<Map<String, String>> columns(String name) {
        List<Map<String, String>> rows = new ArrayList<>();
        Map<String, String> columns = new LinkedHashMap<>();
        for (String line : text(name).lines().toList()) {
            if (line.startsWith(ROW_MARK)) {
                add(rows, columns);
                columns = new LinkedHashMap<>();
            } else {
                int colon = line.indexOf(": ") < 0 ? line.length() - 1 : line.indexOf(": ");
                String value = line.substring(colon + 1).strip().replace("\\n", "\n");
                if (!value.equals("NULL")) {
                    columns.put(line.substring(0, colon).strip(), value);
                }
            }
        }
        add(rows, columns);
        return rows;
    }

    private static void add(List<Map<String, String>> rows, Map<String, String> columns) {
        if (!columns.isEmpty()) {
            rows.add(columns);
        }
    }

    private String text(String name) {
        String path = "recorded/" + folder + "/" + name + ".txt";
        try (InputStream in = Recorded.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("nothing is recorded in " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        rows("variables")
                .forEach(row -> values.put(row.text("Variable_name").toLowerCase(Locale.ROOT), row.text("Value")));
        return values;
    }

    ServerVersion version() {
        return new ServerVersion(values().getOrDefault("version", ""));
    }

    boolean isMariaDb() {
        return version().text().contains("MariaDB");
    }

    ServerTraits traits() {
        return ServerTraits.of(version(), isMariaDb(), rows("variables"));
    }

    /** What the script's first statement answers: every variable that it names. */
    Row variables() {
        Map<String, String> selected = new LinkedHashMap<>();
        values().forEach((name, value) -> {
            if (traits().has(name)) {
                selected.put(name, FLAGS.contains(name) ? value.equals("ON") ? "1" : "0" : value);
            }
        });
        return Row.of(selected);
    }

    List<ReplicaStatus> channels() {
        return ReplicaStatusReader.channels(rows("replica-status"));
    }

    /** What a probe makes of all these answers, with nothing configured. */
    InstanceSnapshot snapshot() {
        return snapshot(ProbeSettings.DEFAULT, new KeptReadings(), false);
    }

    InstanceSnapshot snapshot(ProbeSettings settings, KeptReadings kept, boolean evidence) {
        kept.learn(SemiSyncStatus.of(rows("status")), NOW);
        var assembler = new SnapshotAssembler(PROBED, settings, kept, NOW);
        return assembler.assemble(assembler.hostname(variables()).orElseThrow(), variables(), rows("replica-status"),
                rows("binary-log-status"), rows("group-members"), evidence ? rows("heartbeats") : List.of(), Map.of(),
                evidence);
    }
}
