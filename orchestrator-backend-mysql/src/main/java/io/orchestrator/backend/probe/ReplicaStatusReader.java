package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.binlog.BinlogCoordinates;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.GtidSyntaxException;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.instance.ChannelTls;
import io.orchestrator.domain.instance.GtidPositioning;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.instance.ThreadState;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code SHOW REPLICA STATUS}, {@code SHOW SLAVE STATUS} and {@code SHOW ALL SLAVES STATUS} of every version (discovery.md 2 and
 * 3.2): each column under its new and its old name.
 */
public final class ReplicaStatusReader {
    private static final String[] FILTERS = {"Replicate_Do_DB", "Replicate_Ignore_DB", "Replicate_Do_Table",
            "Replicate_Ignore_Table", "Replicate_Wild_Do_Table", "Replicate_Wild_Ignore_Table"};

    private ReplicaStatusReader() {}

    /** One channel a row. */
    public static List<ReplicaStatus> channels(List<Row> rows) {
        return rows.stream().map(ReplicaStatusReader::channel).toList();
    }

    /** Reads one channel. */
    static ReplicaStatus channel(Row row) {
        return new ReplicaStatus(row.text("Channel_Name", "Connection_name"), source(row), sourceUuid(row),
                row.text("Source_User", "Master_User"), state(row, "Replica_IO_Running", "Slave_IO_Running"),
                state(row, "Replica_SQL_Running", "Slave_SQL_Running"),
                BinlogCoordinates.binaryLog(row.text("Source_Log_File", "Master_Log_File"),
                        row.number("Read_Source_Log_Pos", "Read_Master_Log_Pos")),
                BinlogCoordinates.binaryLog(row.text("Relay_Source_Log_File", "Relay_Master_Log_File"),
                        row.number("Exec_Source_Log_Pos", "Exec_Master_Log_Pos")),
                BinlogCoordinates.relayLog(row.text("Relay_Log_File"), row.number("Relay_Log_Pos")), lag(row),
                Duration.ofSeconds(row.number("SQL_Delay")), positioning(row), retrieved(row),
                error(row, "Last_IO_Errno", "Last_IO_Error"), error(row, "Last_SQL_Errno", "Last_SQL_Error"),
                isFiltered(row), null, heartbeatPeriod(row), lag(row), null, tls(row));
    }

    private static InstanceKey source(Row row) {
        long port = row.number("Source_Port", "Master_Port");
        return new InstanceKey(row.text("Source_Host", "Master_Host"), port < 0 || port > 65_535 ? 0 : (int) port);
    }

    /** Empty while the receiver has never connected. */
    private static @Nullable ServerUuid sourceUuid(Row row) {
        return ServerUuid.parse(row.text("Source_UUID", "Master_UUID")).orElse(null);
    }

    private static ThreadState state(Row row, String... columns) {
        return ThreadState.ofColumn(row.text(columns));
    }

    private static @Nullable Duration lag(Row row) {
        String[] columns = {"Seconds_Behind_Source", "Seconds_Behind_Master"};
        return row.text(columns).isEmpty() ? null : Duration.ofSeconds(Math.max(0, row.number(columns)));
    }

    private static GtidPositioning positioning(Row row) {
        if (row.number("Auto_Position") == 1) {
            return GtidPositioning.ORACLE_AUTO_POSITION;
        }
        return switch (row.text("Using_Gtid").toLowerCase(Locale.ROOT)) {
            case "slave_pos" -> GtidPositioning.MARIADB_SLAVE_POS;
            case "current_pos" -> GtidPositioning.MARIADB_CURRENT_POS;
            default -> GtidPositioning.FILE_POSITION;
        };
    }

    /** Unknown also where the server prints what is no set to this version. */
    private static @Nullable GtidSet retrieved(Row row) {
        try {
            if (row.has("Gtid_IO_Pos")) {
                return GtidSet.mariadb(row.text("Gtid_IO_Pos"));
            }
            return row.has("Retrieved_Gtid_Set") ? GtidSet.mysql(row.text("Retrieved_Gtid_Set")) : null;
        } catch (GtidSyntaxException _) {
            return null;
        }
    }

    private static ReplicationError error(Row row, String numberColumn, String textColumn) {
        int number = Math.clamp(row.number(numberColumn), 0, Integer.MAX_VALUE);
        String text = row.text(textColumn);
        return number == 0 && text.isEmpty() ? ReplicationError.NONE : new ReplicationError(number, text);
    }

    private static boolean isFiltered(Row row) {
        for (String filter : FILTERS) {
            if (!row.text(filter).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** MariaDB tells it here; MySQL in the performance schema, where {@link HeartbeatReader} reads it. */
    private static @Nullable Duration heartbeatPeriod(Row row) {
        return row.has("Slave_heartbeat_period") ? seconds(row.text("Slave_heartbeat_period")) : null;
    }

    /** Seconds with a fraction, as servers print them; null when they are none. */
    static @Nullable Duration seconds(String text) {
        try {
            return Duration.ofNanos(Math.round(Double.parseDouble(text) * 1e9));
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static ChannelTls tls(Row row) {
        return new ChannelTls(row.text("Source_SSL_Allowed", "Master_SSL_Allowed").equals("Yes"),
                row.text("Source_SSL_CA_File", "Master_SSL_CA_File"),
                row.text("Source_SSL_CA_Path", "Master_SSL_CA_Path"), row.text("Source_SSL_Cert", "Master_SSL_Cert"),
                row.text("Source_SSL_Cipher", "Master_SSL_Cipher"),
                row.text("Source_SSL_Crl", "Master_SSL_Crl", "Source_SSL_CRL_File", "Master_SSL_CRL_File"),
                row.text("Source_SSL_Crlpath", "Master_SSL_Crlpath", "Source_SSL_CRL_Path", "Master_SSL_CRL_Path"),
                row.text("Source_SSL_Key", "Master_SSL_Key"),
                flag(row, "Source_SSL_Verify_Server_Cert", "Master_SSL_Verify_Server_Cert"),
                row.text("Source_TLS_Version", "Master_TLS_Version"),
                row.text("Source_TLS_Ciphersuites", "Master_TLS_Ciphersuites"),
                row.text("Source_public_key_path", "Master_public_key_path"), getPublicKey(row));
    }

    /** Absent but a key path set reads as false (discovery.md 3.2). */
    private static @Nullable Boolean getPublicKey(Row row) {
        Boolean told = flag(row, "Get_Source_public_key", "Get_master_public_key");
        boolean path = !row.text("Source_public_key_path", "Master_public_key_path").isEmpty();
        return (told == null && path) ? Boolean.FALSE : told;
    }

    private static @Nullable Boolean flag(Row row, String... columns) {
        return row.text(columns).isEmpty() ? null : row.isOn(columns);
    }
}
