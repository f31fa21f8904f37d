package io.orchestrator.backend.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.orchestrator.backend.target.StatementDialect;

/**
 * The statements of one probe, sent in one round trip. The text depends on the kind of server and on what is asked for, never on a
 * value that came from outside.
 *
 * @param text statements, joined by semicolons
 * @param parts what each of them asks, in order
 */
record ProbeScript(String text, List<Part> parts) {
    /** One statement of a probe. */
    enum Part {
        VARIABLES, WRITES, REPLICA_STATUS, BINARY_LOG_STATUS, GROUP_MEMBERS, STATUS, HEARTBEATS
    }

    /** Session status holds the server-wide values too, and is not summed over all sessions like global status. */
    private static final String STATUS =
            "SHOW SESSION STATUS WHERE Variable_name IN ('Uptime', 'Rpl_semi_sync_source_status', 'Rpl_semi_sync_source_clients', "
                    + "'Rpl_semi_sync_replica_status', 'Rpl_semi_sync_master_status', 'Rpl_semi_sync_master_clients', "
                    + "'Rpl_semi_sync_slave_status')";
    private static final String GROUP_MEMBERS =
            "SELECT member_id, member_host, member_port, member_state, member_role, @@global.group_replication_group_name AS group_name, "
                    + "@@global.group_replication_single_primary_mode AS single_primary "
                    + "FROM performance_schema.replication_group_members WHERE member_state <> 'OFFLINE'";
    private static final String HEARD = "nullif(greatest(s.last_heartbeat_timestamp, "
            + "s.last_queued_transaction_end_queue_timestamp, s.queueing_transaction_start_queue_timestamp), 0)";
    private static final String HEARD_BEFORE_8 = "nullif(s.last_heartbeat_timestamp, 0)";
    /** From the oldest commit, where it was first made, among the transactions that workers are busy with; 0 when they are idle. */
    private static final String APPLYING = ", coalesce(timestampdiff(microsecond, (SELECT "
            + "min(nullif(w.applying_transaction_original_commit_timestamp, 0)) "
            + "FROM performance_schema.replication_applier_status_by_worker w WHERE w.channel_name = s.channel_name), "
            + "now(6)), 0) AS applying_micros";

    ProbeScript {
        parts = List.copyOf(parts);
    }

    /**
     * @param traits the kind of server
     * @param status whether to read status values
     * @param evidence whether to read how long receivers have heard nothing and how old what appliers are busy with is
     */
    static ProbeScript of(ServerTraits traits, boolean status, boolean evidence) {
        return of(traits, status, evidence, "", false);
    }

    /**
     * @param writes asks how commits go; empty where nobody wants to know
     * @param withoutBinaryLog leaves out the place of the binary log
     */
    static ProbeScript of(ServerTraits traits, boolean status, boolean evidence, String writes,
            boolean withoutBinaryLog) {
        var dialect = new StatementDialect(traits.mariaDb(), traits.version());
        var statements = new ArrayList<String>();
        var parts = new ArrayList<Part>();
        statements.add(variables(traits));
        parts.add(Part.VARIABLES);
        if (!writes.isEmpty()) {
            // Early: where commits do not finish, what tells of the binary log is not answered either.
            statements.add(writes);
            parts.add(Part.WRITES);
        }
        statements.add(dialect.showReplicaStatus());
        parts.add(Part.REPLICA_STATUS);
        if (traits.binaryLog() && !withoutBinaryLog) {
            statements.add(dialect.showBinaryLogStatus());
            parts.add(Part.BINARY_LOG_STATUS);
        }
        if (traits.hasGroupReplication()) {
            statements.add(GROUP_MEMBERS);
            parts.add(Part.GROUP_MEMBERS);
        }
        if (status) {
            statements.add(STATUS);
            parts.add(Part.STATUS);
        }
        // Last: an account may lack the privilege for it, and what is answered before is answered all the same.
        if (evidence && !traits.mariaDb() && traits.performanceSchema()) {
            statements.add(traits.tellsQueueTimes() ? heartbeats(HEARD, APPLYING) : heartbeats(HEARD_BEFORE_8, ""));
            parts.add(Part.HEARTBEATS);
        }
        return new ProbeScript(String.join("; ", statements), parts);
    }

    private static String heartbeats(String lastHeard, String applying) {
        return "SELECT s.channel_name, c.heartbeat_interval, timestampdiff(microsecond, " + lastHeard
                + ", now(6)) AS silent_micros" + applying + " FROM performance_schema.replication_connection_status s "
                + "JOIN performance_schema.replication_connection_configuration c ON c.channel_name = s.channel_name";
    }

    private static String variables(ServerTraits traits) {
        return ServerTraits.WANTED.stream()
                .filter(traits::has)
                .map(name -> "@@global." + name + " AS " + name)
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }
}
