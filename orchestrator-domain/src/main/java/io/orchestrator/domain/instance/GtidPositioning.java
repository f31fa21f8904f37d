package io.orchestrator.domain.instance;

/** How a channel finds its place in its source's binary log. */
public enum GtidPositioning {
    /** By file and position. */
    FILE_POSITION,
    /** MySQL's {@code SOURCE_AUTO_POSITION = 1}. */
    ORACLE_AUTO_POSITION,
    /** MariaDB's {@code MASTER_USE_GTID = slave_pos}. */
    MARIADB_SLAVE_POS,
    /** MariaDB's {@code MASTER_USE_GTID = current_pos}. */
    MARIADB_CURRENT_POS;

    public boolean isOracleGtid() {
        return this == ORACLE_AUTO_POSITION;
    }

    public boolean isMariaDbGtid() {
        return this == MARIADB_SLAVE_POS || this == MARIADB_CURRENT_POS;
    }

    public boolean isGtid() {
        return this != FILE_POSITION;
    }
}
