package io.orchestrator.it.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A data folder that was initialised once per installation and is copied for each server: accounts and schema test are in it, its
 * binary log and GTID set are empty, and it has no server UUID yet.
 */
final class ServerTemplate {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** One statement a line: that is what both servers read at initialisation. */
    private static final String ACCOUNTS = """
            create user 'orc'@'%' identified by 'orc';
            grant all privileges on *.* to 'orc'@'%' with grant option;
            create user 'repl'@'%' identified by 'repl';
            grant replication slave on *.* to 'repl'@'%';
            create database test;
            create user 'app'@'%' identified by 'app';
            grant select, insert, update, delete on test.* to 'app'@'%';
            """;

    private ServerTemplate() {}

    /** The template of an installation, made if it is missing. */
    static Path of(ServerInstallation.Programs programs, CacheFolder cache) {
        List<String> words = switch (programs.flavor()) {
            case MYSQL -> List.of("--initialize-insecure", "--secure-file-priv=", "--innodb-redo-log-capacity=16M",
                    "--innodb-flush-method=nosync");
            case MARIADB -> List.of("--bootstrap", "--log-warnings=0", "--enforce-storage-engine=",
                    "--innodb-log-file-size=16M", "--loose-innodb-flush-method=nosync", "--max-allowed-packet=8M",
                    "--net-buffer-length=16K");
        };
        CRC32 sum = new CRC32();
        sum.update((programs.start() + "\n" + words + "\n" + ACCOUNTS).getBytes(StandardCharsets.UTF_8));
        String name = "templates/" + programs.flavor().slug() + "-"
                + programs.version().text().replaceAll("[^A-Za-z0-9.+-]", "_") + "-"
                + HexFormat.of().toHexDigits((int) sum.getValue());
        return cache.folder(name, folder -> Files.isDirectory(folder.resolve("mysql")),
                folder -> initialise(programs, words, folder));
    }

    /** The statements that make the accounts, for servers that are initialised by somebody else. */
    static String accounts() {
        return ACCOUNTS;
    }

    private static void initialise(ServerInstallation.Programs programs, List<String> words, Path folder) {
        Path script = folder.resolveSibling(folder.getFileName() + ".sql");
        try {
            List<String> command = new ArrayList<>(programs.start());
            command.addAll(words);
            command.add("--datadir=" + folder);
            Shell.Result result = switch (programs.flavor()) {
                case MYSQL -> {
                    Files.writeString(script, ACCOUNTS);
                    command.add("--init-file=" + script);
                    yield Shell.run(LIMIT, command);
                }
                case MARIADB -> {
                    Files.writeString(script, bootstrap(programs));
                    yield Shell.run(LIMIT, command, script);
                }
            };
            if (!result.succeeded() || !Files.isDirectory(folder.resolve("mysql"))) {
                throw new ServerException("cannot initialise a data folder of " + programs.flavor().displayName() + " "
                        + programs.version() + " (" + programs.origin() + "): " + result.output());
            }
            // Every server makes its own identity at its first start.
            Files.deleteIfExists(folder.resolve("auto.cnf"));
        } catch (IOException e) {
            throw new ServerException("cannot initialise data folder " + folder + ": " + e, e);
        } finally {
            script.toFile().delete();
        }
    }

    /** What mariadb-install-db feeds to the server, without the rows for the machine's own host name. */
    private static String bootstrap(ServerInstallation.Programs programs) throws IOException {
        Path share = programs.share()
                .orElseThrow(() -> new ServerException("no set-up scripts beside "
                        + programs.origin() + "; name the server program itself, not a script around it"));
        StringBuilder text = new StringBuilder("create database mysql;\nuse mysql;\nset @auth_root_socket=NULL;\n");
        for (String name : List.of("system_tables.sql", "system_tables_data.sql", "performance_tables.sql",
                "sys_schema.sql")) {
            Path file = share.resolve("mysql_" + name);
            String script = Files.readString(Files.exists(file) ? file : share.resolve("mariadb_" + name));
            text.append(script.lines()
                    .filter(line -> !line.contains("@current_hostname"))
                    .collect(Collectors.joining("\n", "", "\n")));
        }
        return text.append("flush privileges;\n").append(ACCOUNTS).toString();
    }
}
