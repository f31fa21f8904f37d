package io.orchestrator.it.cli;

import java.nio.file.Path;
import java.util.Map;

import io.orchestrator.it.server.ServerFlavor;

final class SqliteCommandsIT extends CommandsContract {

    @Override
    Map<String, Object> backend(Path where) {
        return Map.of("BackendDB", "sqlite", "SQLite3DataFile", where.resolve("backend.sqlite").toString());
    }

    @Override
    ServerFlavor servers() {
        return ServerFlavor.MYSQL;
    }
}
