package io.orchestrator.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.orchestrator.app.config.settings.BackendSettings;
import io.orchestrator.app.config.settings.ClientTls;
import io.orchestrator.backend.datasource.TlsSettings;
import org.jspecify.annotations.Nullable;

/** From the contract's keys to the settings of the backend database. */
public final class BackendMapping {
    private static final Duration SQLITE_BUSY = Duration.ofSeconds(5);
    private static final Duration FALLBACK_TIMEOUT = Duration.ofSeconds(30);
    private static final int FALLBACK_POOL = 32;

    private BackendMapping() {}

    /**
     * Settings of the backend; the folder of an embedded database is made when it is missing.
     *
     * @throws UnsupportedSettingException when a setting cannot be honoured
     */
    public static io.orchestrator.backend.datasource.BackendSettings backend(BackendSettings settings) {
        if (settings.engine() instanceof BackendSettings.Sqlite sqlite && !sqlite.inMemory()) {
            makeFolder(sqlite.path());
        }
        return existing(settings);
    }

    /**
     * As {@link #backend}, and nothing is made.
     *
     * @throws UnsupportedSettingException when a setting cannot be honoured
     */
    public static io.orchestrator.backend.datasource.BackendSettings existing(BackendSettings settings) {
        return switch (settings.engine()) {
            case BackendSettings.Sqlite sqlite -> sqlite(sqlite);
            case BackendSettings.Mysql mysql -> mysql(mysql);
        };
    }

    private static io.orchestrator.backend.datasource.BackendSettings mysql(BackendSettings.Mysql mysql) {
        requireGiven("MySQLOrchestratorHost", mysql.host());
        requireGiven("MySQLOrchestratorDatabase", mysql.database());
        return new io.orchestrator.backend.datasource.BackendSettings.MySql(mysql.host(),
                mysql.port(), mysql.database(), mysql.user(), mysql.password().reveal(), tls(mysql.tls()),
                orFallback(mysql.connectTimeout()), orFallback(mysql.readTimeout()),
                mysql.maxConnections() <= 0 ? FALLBACK_POOL : Math.min(mysql.maxConnections(), FALLBACK_POOL),
                Math.max(0, mysql.maxAllowedPacket()));
    }

    private static void requireGiven(String key, String value) {
        if (value.isEmpty()) {
            throw new UnsupportedSettingException(
                    key + " is empty: BackendDB mysql needs it (or set BackendDB to sqlite)");
        }
    }

    private static io.orchestrator.backend.datasource.BackendSettings sqlite(BackendSettings.Sqlite sqlite) {
        if (sqlite.inMemory()) {
            throw new UnsupportedSettingException("SQLite3DataFile '" + sqlite.dataFile()
                    + "' names a database in memory, which this release does not offer: name a file");
        }
        return new io.orchestrator.backend.datasource.BackendSettings.Sqlite(sqlite.path(), SQLITE_BUSY);
    }

    private static void makeFolder(Path file) {
        Path folder = file.getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UnsupportedSettingException("SQLite3DataFile " + file + ": its folder cannot be made: "
                    + e.getMessage());
        }
    }

    private static Duration orFallback(Duration timeout) {
        return timeout.isZero() ? FALLBACK_TIMEOUT : timeout;
    }

    private static TlsSettings tls(ClientTls tls) {
        TlsSettings.Mode mode = switch (tls.use()) {
            case OFF, WHERE_DEMANDED -> TlsSettings.Mode.OFF;
            case ALWAYS -> tls.skipVerify() ? TlsSettings.Mode.UNVERIFIED : TlsSettings.Mode.VERIFIED;
        };
        return mode == TlsSettings.Mode.OFF ? TlsSettings.off()
                : new TlsSettings(mode, file(tls.authorityFile()), file(tls.certificateFile()),
                        file(tls.privateKeyFile()));
    }

    private static @Nullable Path file(String path) {
        return path.isEmpty() ? null : Path.of(path);
    }
}
