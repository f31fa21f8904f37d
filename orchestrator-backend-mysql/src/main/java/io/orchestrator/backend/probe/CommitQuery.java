package io.orchestrator.backend.probe;

/**
 * Asks, in one row, which sessions wait for what when they commit. Nothing of it waits for a commit itself, so that it is answered before
 * what does, such as the place of the binary log. Columns: how many wait for acknowledgements, disk space, their commit, and locks on all
 * writes; since when the oldest has been running; id and running time of those that wait for commit or disk space; bytes written to the
 * binary log.
 */
final class CommitQuery {
    /**
     * By the names of all versions. MySQL 8 says {@code waiting for handler commit}, MariaDB {@code Commit} and the like; before that the
     * commit of a statement was {@code query end}, and {@code COMMIT} stayed in {@code starting}.
     */
    private static final String KIND = "CASE WHEN state LIKE 'Waiting for semi-sync%' THEN 'ack' "
            + "WHEN state = 'Waiting for disk space' THEN 'space' "
            + "WHEN state IN ('waiting for handler commit', 'query end', 'Commit', 'Commit implicit', 'Commit_implicit', "
            + "'Waiting for prior transaction to commit') OR state = 'starting' AND info = 'commit' THEN 'commit' "
            + "WHEN state IN ('Waiting for global read lock', 'Waiting for commit lock', 'Waiting for backup lock') "
            + "THEN 'lock' END";
    /** Longest first, for the list may be cut. */
    private static final String WHO = "group_concat(CASE WHEN kind IN ('space', 'commit') "
            + "THEN concat(id, ':', coalesce(time, 0)) END ORDER BY time DESC, id SEPARATOR ' ')";
    private static final String WRITTEN = "(SELECT sum_number_of_bytes_write FROM "
            + "performance_schema.file_summary_by_event_name WHERE event_name = 'wait/io/file/sql/binlog')";

    private CommitQuery() {}

    /**
     * @param traits the kind of server
     * @param schemaReadable whether the account may read the performance schema
     */
    static String of(ServerTraits traits, boolean schemaReadable) {
        String list = schemaReadable && traits.hasPerformanceSchemaProcessList() ? "performance_schema.processlist"
                : "information_schema.processlist";
        return "SELECT " + count("ack") + ", " + count("space") + ", " + count("commit") + ", " + count("lock")
                + ", coalesce(max(CASE WHEN kind IS NOT NULL THEN time END), 0) AS oldest, " + WHO + " AS who, "
                + (schemaReadable && traits.performanceSchema() ? WRITTEN : "NULL")
                + " AS written FROM (SELECT id, time, "
                + KIND + " AS kind FROM " + list + " WHERE user <> 'system user') AS sessions";
    }

    private static String count(String kind) {
        return "coalesce(sum(kind = '" + kind + "'), 0) AS waits_" + kind;
    }
}
