package io.orchestrator.domain.topology;

/** What the problems report says of a server (discovery.md 3.10). */
public enum Problem {
    /** The last probe failed. */
    LAST_CHECK_INVALID("last_check_invalid"),
    /** No probe ended within five poll intervals. */
    NOT_RECENTLY_CHECKED("not_recently_checked"),
    /** It has a replication configuration that does not run. */
    NOT_REPLICATING("not_replicating"),
    /** Its lag is further from its configured delay than reasonable, in either direction. */
    REPLICATION_LAG("replication_lag"),
    /** It has transactions that no server above it has. */
    ERRANT_GTID("errant_gtid"),
    /** It belongs to a replication group and is not online in it. */
    GROUP_MEMBER_NOT_ONLINE("group_replication_member_not_online");

    private final String contractName;

    Problem(String contractName) {
        this.contractName = contractName;
    }

    /** The name in the API. */
    public String contractName() {
        return contractName;
    }
}
