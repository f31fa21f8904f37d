package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.Locale;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import io.orchestrator.domain.instance.BinlogFacts;
import io.orchestrator.domain.instance.GtidFacts;
import io.orchestrator.domain.instance.SemiSync;
import io.orchestrator.domain.instance.ServerFacts;
import org.jspecify.annotations.Nullable;

/** Reads the one row of global variables (discovery.md 3.1, 3.3, 3.4). */
public final class VariablesReader {
    private VariablesReader() {}

    static ServerFacts serverFacts(Row row, @Nullable Duration uptime, @Nullable Boolean replicationCredentials) {
        var version = new ServerVersion(row.text("version"));
        String comment = row.text("version_comment");
        return new ServerFacts(version, comment, Flavor.of(version, comment), row.number("server_id"), uuid(row),
                isReadOnly(row), row.isOn("super_read_only"), uptime, replicationCredentials);
    }

    /** MariaDB 12 has more values than off and on; all but off refuse ordinary writes. */
    public static boolean isReadOnly(Row row) {
        return switch (row.text("read_only").toUpperCase(Locale.ROOT)) {
            case "", "0", "OFF" -> false;
            default -> true;
        };
    }

    /** MariaDB has a {@code server_uid} that is no UUID, and from some version on a variable of that name may appear: not counted. */
    private static @Nullable ServerUuid uuid(Row row) {
        String text = row.text("server_uuid");
        return row.text("version").contains("MariaDB") ? null : ServerUuid.parse(text).orElse(null);
    }

    /** Of the row image the contract knows only MySQL's. */
    static BinlogFacts binlogFacts(Row row, BinlogCoordinates position) {
        boolean mariaDb = row.text("version").contains("MariaDB");
        return new BinlogFacts(row.isOn("log_bin"), row.isOn("log_replica_updates", "log_slave_updates"),
                row.text("binlog_format"), mariaDb ? "" : row.text("binlog_row_image"), position);
    }

    /**
     * Reads mode and sets of either flavor.
     *
     * @throws io.orchestrator.domain.gtid.GtidSyntaxException when the server's text is no GTID set
     */
    public static GtidFacts gtidFacts(Row row) {
        if (row.has("gtid_current_pos")) {
            return new GtidFacts("", GtidSet.mariadb(row.text("gtid_current_pos")), GtidSet.emptyMariadb());
        }
        return new GtidFacts(row.text("gtid_mode"), GtidSet.mysql(row.text("gtid_executed")),
                GtidSet.mysql(row.text("gtid_purged")));
    }

    /** As {@link #gtidFacts}, of texts that are no sets as much as can be read. */
    static GtidFacts readableGtidFacts(Row row) {
        return row.has("gtid_current_pos")
                ? new GtidFacts("", GtidSet.emptyMariadb(), GtidSet.emptyMariadb())
                : new GtidFacts(row.text("gtid_mode"), GtidSet.readableMysql(row.text("gtid_executed")),
                        GtidSet.readableMysql(row.text("gtid_purged")));
    }

    static SemiSync semiSync(Row row, SemiSyncStatus status) {
        boolean sourceSide = row.has("rpl_semi_sync_source_enabled", "rpl_semi_sync_master_enabled");
        boolean replicaSide = row.has("rpl_semi_sync_replica_enabled", "rpl_semi_sync_slave_enabled");
        // MariaDB has no wait count: one acknowledgement is what it waits for.
        long waitCount = sourceSide && !row.has("rpl_semi_sync_source_wait_for_replica_count",
                "rpl_semi_sync_master_wait_for_slave_count") ? 1
                        : row.number("rpl_semi_sync_source_wait_for_replica_count",
                                "rpl_semi_sync_master_wait_for_slave_count");
        return new SemiSync(sourceSide && replicaSide, row.has("rpl_semi_sync_source_enabled"),
                row.has("rpl_semi_sync_replica_enabled"), isSourceEnabled(row), status.sourceActive(),
                status.sourceClients(), (int) Math.min(waitCount, Integer.MAX_VALUE),
                row.number("rpl_semi_sync_source_timeout", "rpl_semi_sync_master_timeout"), isReplicaEnabled(row),
                status.replicaActive());
    }

    static boolean isSourceEnabled(Row row) {
        return row.isOn("rpl_semi_sync_source_enabled", "rpl_semi_sync_master_enabled");
    }

    static boolean isReplicaEnabled(Row row) {
        return row.isOn("rpl_semi_sync_replica_enabled", "rpl_semi_sync_slave_enabled");
    }
}
