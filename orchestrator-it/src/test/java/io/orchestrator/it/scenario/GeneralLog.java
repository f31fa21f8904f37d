package io.orchestrator.it.scenario;

import java.util.List;
import java.util.regex.Pattern;

import io.orchestrator.it.server.RealServer;

/** Every statement that reached a server, as the server itself wrote it down. */
public final class GeneralLog {
    /** Whatever is not a question and not a setting of the asking session alone. */
    private static final Pattern CHANGE = Pattern.compile(
            "^\\s*(/\\*.*?\\*/\\s*)?(set\\s+(global|persist)|set\\s+@@(global|persist)"
                    + "|(start|stop|reset)\\s+(all\\s+)?(replica|slave|master|binary)|change|insert|update|delete|replace|create"
                    + "|drop|alter|kill|flush|purge|grant|revoke|rename|truncate|load)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final RealServer server;
    private final String user;

    private GeneralLog(RealServer server, String user) {
        this.server = server;
        this.user = user;
    }

    /** Begins to write down on a server; what an account says can be asked for. */
    public static GeneralLog of(RealServer server, String user) {
        server.sql().execute("set global log_output='TABLE'", "set global general_log=1");
        return new GeneralLog(server, user);
    }

    /** What the account said until now, oldest first. */
    public List<String> statements() {
        return server.sql()
                .rows("select convert(argument using utf8mb4) as said from mysql.general_log where user_host like '"
                        + user + "[%' and command_type in ('Query', 'Execute') order by event_time")
                .stream()
                .map(row -> row.getOrDefault("said", ""))
                .toList();
    }

    /** What of it was to change something on the server. */
    public List<String> changes() {
        return statements().stream().filter(said -> CHANGE.matcher(said).matches()).toList();
    }
}
