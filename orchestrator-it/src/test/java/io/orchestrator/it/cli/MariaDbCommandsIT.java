package io.orchestrator.it.cli;

import java.nio.file.Path;
import java.util.Map;

import io.orchestrator.it.server.ServerFlavor;
import org.junit.jupiter.api.Tag;

@Tag("faults")
final class MariaDbCommandsIT extends CommandsContract {

    @Override
    Map<String, Object> backend(Path where) {
        return ServerBackends.fresh(ServerFlavor.MARIADB);
    }

    @Override
    ServerFlavor servers() {
        return ServerFlavor.MARIADB;
    }
}
