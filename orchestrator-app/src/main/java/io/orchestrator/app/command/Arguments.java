package io.orchestrator.app.command;

/** The flags each command reads, as its help shows them: those in brackets may be left out (cli.md 10). */
final class Arguments {
    private static final String INSTANCE = "-i host[:port]";
    private static final String CLUSTER = "[-alias cluster | -i host[:port]]";
    private static final String TO = INSTANCE + " -d host[:port]";
    private static final String ACKNOWLEDGE = "-reason text [-owner name]";
    private static final String LOCK = INSTANCE + " -reason text [-duration 30m] [-owner name]";
    private static final String FILTERED = INSTANCE + " [-pattern regex]";
    private static final String FILTERED_TO = TO + " [-pattern regex]";

    private Arguments() {}

    static String of(CommandName command) {
        return switch (command) {
            case CLUSTERS, CLUSTERS_ALIAS, ALL_CLUSTERS_MASTERS, ALL_INSTANCES, WHICH_LOST_IN_RECOVERY,
                    REPLICATION_ANALYSIS, SNAPSHOT_TOPOLOGIES, ACTIVE_NODES, RESET_HOSTNAME_RESOLVE_CACHE, DUMP_CONFIG,
                    SHOW_RESOLVE_HOSTS, SHOW_UNRESOLVE_HOSTS, REDEPLOY_INTERNAL_DB, DISABLE_GLOBAL_RECOVERIES,
                    ENABLE_GLOBAL_RECOVERIES, CHECK_GLOBAL_RECOVERIES, BULK_INSTANCES, BULK_PROMOTION_RULES,
                    CLUSTER_POOL_INSTANCES -> "";
            case FIND -> "-pattern regex";
            case SEARCH -> "-pattern text";
            case TOPOLOGY, TOPOLOGY_TABULATED, TOPOLOGY_TAGS, WHICH_CLUSTER, WHICH_CLUSTER_ALIAS, WHICH_CLUSTER_DOMAIN,
                    WHICH_HEURISTIC_DOMAIN_INSTANCE, WHICH_CLUSTER_MASTER, WHICH_CLUSTER_INSTANCES,
                    WHICH_CLUSTER_OSC_REPLICAS, WHICH_CLUSTER_GH_OST_REPLICAS, WHICH_DOWNTIMED_INSTANCES,
                    GET_CLUSTER_HEURISTIC_LAG, SUBMIT_MASTERS_TO_KV_STORES, FORCE_MASTER_FAILOVER,
                    SET_HEURISTIC_DOMAIN_INSTANCE -> CLUSTER;
            case EXPLAIN -> "-alias cluster | -i host[:port]";
            case FORCE_MASTER_TAKEOVER -> CLUSTER + " -d host[:port]";
            case GRACEFUL_MASTER_TAKEOVER, GRACEFUL_MASTER_TAKEOVER_AUTO -> CLUSTER + " [-d host[:port]]";
            case WHICH_HEURISTIC_CLUSTER_POOL_INSTANCES -> CLUSTER + " [-pool name]";
            case SUBMIT_POOL_INSTANCES -> "-pool name -i host[:port][,host[:port]]*";
            case RELOCATE, RELOCATE_BELOW, MOVE_BELOW, MOVE_EQUIVALENT, MOVE_GTID, MATCH, CAN_REPLICATE_FROM,
                    INTERNAL_SUGGEST_PROMOTED_REPLACEMENT -> TO;
            case RELOCATE_REPLICAS, MOVE_REPLICAS_GTID, MATCH_REPLICAS -> FILTERED_TO;
            case MOVE_UP_REPLICAS, MATCH_UP_REPLICAS -> FILTERED;
            case REPOINT, RECOVER, RECOVER_LITE -> INSTANCE + " [-d host[:port]]";
            case REPOINT_REPLICAS -> FILTERED + " [-d host[:port]]";
            case TAKE_SIBLINGS, REGROUP_REPLICAS, MOVE_UP, TAKE_MASTER, MAKE_CO_MASTER, GET_CANDIDATE_REPLICA,
                    REGROUP_REPLICAS_BLS, REGROUP_REPLICAS_GTID, MATCH_UP, REMATCH, REGROUP_REPLICAS_PGTID, ENABLE_GTID,
                    DISABLE_GTID, WHICH_GTID_ERRANT, GTID_ERRANT_RESET_MASTER, SKIP_QUERY, STOP_REPLICA, START_REPLICA,
                    RESTART_REPLICA, RESET_REPLICA, CHANGE_MASTER_CREDENTIALS, DETACH_REPLICA_MASTER_HOST,
                    REATTACH_REPLICA_MASTER_HOST, ENABLE_SEMI_SYNC_MASTER, DISABLE_SEMI_SYNC_MASTER,
                    ENABLE_SEMI_SYNC_REPLICA, DISABLE_SEMI_SYNC_REPLICA, IS_REPLICATING, IS_REPLICATION_STOPPED,
                    SET_READ_ONLY, SET_WRITEABLE, LOCATE_GTID_ERRANT, LAST_EXECUTED_RELAY_ENTRY, WHICH_INSTANCE,
                    WHICH_MASTER, WHICH_REPLICAS, INSTANCE_STATUS, TAGS, DISCOVER, FORGET, END_MAINTENANCE,
                    IN_MAINTENANCE, END_DOWNTIME, DEREGISTER_HOSTNAME_UNRESOLVE, RESOLVE -> INSTANCE;
            case MASTER_POS_WAIT -> INSTANCE + " -binlog file:position";
            case RESTART_REPLICA_STATEMENTS -> INSTANCE + " [-statement text]";
            case FLUSH_BINARY_LOGS -> INSTANCE + " [-binlog file]";
            case PURGE_BINARY_LOGS -> INSTANCE + " -binlog file";
            case LAST_PSEUDO_GTID -> INSTANCE + " [-strict]";
            case CORRELATE_RELAYLOG_POS, CORRELATE_BINLOG_POS -> TO + " [-binlog file:position]";
            case FIND_BINLOG_ENTRY -> INSTANCE + " -pattern text";
            case TAG_VALUE -> INSTANCE + " -tag name";
            case TAGGED -> "-tag name[=value][,name[=value]]*";
            case TAG, UNTAG -> INSTANCE + " -tag name[=value]";
            case UNTAG_ALL -> "-tag name=value";
            case BEGIN_MAINTENANCE, BEGIN_DOWNTIME -> LOCK;
            case ACK_ALL_RECOVERIES -> ACKNOWLEDGE;
            case ACK_CLUSTER_RECOVERIES -> CLUSTER + " " + ACKNOWLEDGE;
            case ACK_INSTANCE_RECOVERIES -> INSTANCE + " " + ACKNOWLEDGE;
            case REGISTER_CANDIDATE -> INSTANCE + " [-promotion-rule prefer|neutral|prefer_not|must_not]";
            case REGISTER_HOSTNAME_UNRESOLVE -> INSTANCE + " [-hostname name]";
            case CONTINUOUS -> "[-grab-election]";
            case ACCESS_TOKEN -> "[-owner name]";
            case CUSTOM_COMMAND -> "-hostname name -pattern command";
        };
    }
}
