package io.orchestrator.backend.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.orchestrator.backend.target.StatementDialect;

/** A server that takes the words of one recorded version only, and answers what was recorded of it. */
final class RecordedServer {
    /** What the driver asks first. */
    private static final Map<String, String> SESSION = Map.of("auto_increment_increment", "1", "character_set_client",
            "utf8mb4", "character_set_connection", "utf8mb4", "character_set_results", "utf8mb4",
            "character_set_server",
            "utf8mb4", "collation_server", "utf8mb4_general_ci", "collation_connection", "utf8mb4_general_ci",
            "sql_mode",
            "STRICT_TRANS_TABLES", "time_zone", "SYSTEM", "system_time_zone", "UTC");

    private RecordedServer() {}

    static ScriptedServer of(Recorded recorded) throws IOException {
        return of(recorded, _ -> Optional.empty());
    }

    /** @param others answers to statements beside or in place of those that were recorded */
    static ScriptedServer of(Recorded recorded, Function<String, Optional<List<Map<String, String>>>> others)
            throws IOException {
        String version = recorded.version().text();
        return new ScriptedServer(recorded.isMariaDb() ? "5.5.5-" + version : version,
                statement -> others.apply(statement).or(() -> answer(statement, recorded)));
    }

    private static Optional<List<Map<String, String>>> answer(String statement, Recorded recorded) {
        StatementDialect dialect = new StatementDialect(recorded.isMariaDb(), recorded.version());
        if (statement.equals(dialect.showReplicaStatus())) {
            return Optional.of(recorded.columns("replica-status"));
        }
        if (statement.equals(dialect.showBinaryLogStatus())) {
            return Optional.of(recorded.columns("binary-log-status"));
        }
        if (statement.equals(dialect.showReplicas())) {
            return Optional.of(recorded.columns("replicas"));
        }
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("SHOW GLOBAL VARIABLES WHERE", "variables");
        answers.put("SHOW SESSION STATUS", "status");
        answers.put("SELECT member_id", "group-members");
        answers.put("SELECT s.channel_name", "heartbeats");
        answers.put("SELECT user, host FROM ", "process-list");
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            if (statement.startsWith(answer.getKey())) {
                return Optional.of(recorded.columns(answer.getValue()));
            }
        }
        if (statement.startsWith("SELECT @@global.")) {
            return selected(statement, recorded);
        }
        if (statement.contains("mysql.slave_master_info")) {
            return Optional.of(List.of(Map.of("max(User_name)", "repl")));
        }
        if (statement.startsWith("SHOW VARIABLES LIKE 'maxscale%'")) {
            return Optional.of(List.of());
        }
        return statement.contains("@@session.auto_increment_increment") ? Optional.of(List.of(SESSION))
                : Optional.empty();
    }

    /** A variable that the server has not is an error, as on a real one. */
    private static Optional<List<Map<String, String>>> selected(String statement, Recorded recorded) {
        Map<String, String> row = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String part : statement.substring("SELECT ".length()).split(", ", -1)) {
            String name = part.substring(part.indexOf(" AS ") + 4);
            if (recorded.variables().has(name)) {
                row.put(name, recorded.variables().text(name));
            } else {
                unknown.add(name);
            }
        }
        return unknown.isEmpty() ? Optional.of(List.of(row)) : Optional.empty();
    }
}
