package io.orchestrator.app.command;

import io.orchestrator.domain.topology.AsciiTopology;

/** Which command is done by whom. The compiler asks for every command of the contract. */
final class Dispatch {

    private Dispatch() {}

    /**
     * Runs a command for one instance.
     *
     * @throws CommandFailure when it fails, or this release does not have it
     */
    static void run(CommandName command, Call call) {
        switch (command) {
            case CAN_REPLICATE_FROM -> InstanceAnswers.canReplicateFrom(call);
            case IS_REPLICATING -> InstanceAnswers.isReplicating(call);
            case IS_REPLICATION_STOPPED -> InstanceAnswers.isStopped(call);
            case SUBMIT_POOL_INSTANCES -> PoolActions.submit(call);
            case CLUSTER_POOL_INSTANCES -> PoolActions.list(call);
            case WHICH_HEURISTIC_CLUSTER_POOL_INSTANCES -> PoolActions.usable(call);
            case FIND -> InstanceAnswers.find(call);
            case SEARCH -> InstanceAnswers.search(call);
            case CLUSTERS -> ClusterAnswers.names(call);
            case CLUSTERS_ALIAS -> ClusterAnswers.aliases(call);
            case ALL_CLUSTERS_MASTERS -> ClusterAnswers.sources(call);
            case TOPOLOGY -> ClusterAnswers.draw(call, AsciiTopology::plain);
            case TOPOLOGY_TABULATED -> ClusterAnswers.draw(call, AsciiTopology::tabulated);
            case TOPOLOGY_TAGS -> TagActions.draw(call);
            case ALL_INSTANCES -> InstanceAnswers.all(call);
            case WHICH_INSTANCE -> InstanceAnswers.name(call);
            case WHICH_CLUSTER -> ClusterAnswers.name(call);
            case WHICH_CLUSTER_ALIAS -> ClusterAnswers.alias(call);
            case WHICH_CLUSTER_DOMAIN -> ClusterAnswers.domain(call);
            case WHICH_HEURISTIC_DOMAIN_INSTANCE -> DomainActions.writer(call);
            case SET_HEURISTIC_DOMAIN_INSTANCE -> DomainActions.storeWriter(call);
            case WHICH_GTID_ERRANT -> InstanceAnswers.errantGtid(call);
            case WHICH_CLUSTER_MASTER -> ClusterAnswers.source(call);
            case WHICH_CLUSTER_INSTANCES -> ClusterAnswers.members(call);
            case WHICH_CLUSTER_OSC_REPLICAS -> ClusterAnswers.oscReplicas(call);
            case WHICH_CLUSTER_GH_OST_REPLICAS -> ClusterAnswers.ghostReplicas(call);
            case WHICH_MASTER -> InstanceAnswers.source(call);
            case WHICH_DOWNTIMED_INSTANCES -> ClusterAnswers.downtimed(call);
            case WHICH_REPLICAS -> InstanceAnswers.replicas(call);
            case WHICH_LOST_IN_RECOVERY -> ClusterAnswers.lost(call);
            case INSTANCE_STATUS -> InstanceAnswers.status(call);
            case GET_CLUSTER_HEURISTIC_LAG -> ClusterAnswers.lag(call);
            case TAGS -> TagActions.list(call);
            case TAG_VALUE -> TagActions.value(call);
            case TAGGED -> TagActions.tagged(call);
            case TAG -> TagActions.tag(call);
            case UNTAG -> TagActions.untag(call);
            case UNTAG_ALL -> TagActions.untagAll(call);
            case DISCOVER -> OperationActions.discover(call);
            case FORGET -> OperationActions.forget(call);
            case BEGIN_MAINTENANCE -> OperationActions.beginMaintenance(call);
            case END_MAINTENANCE -> OperationActions.endMaintenance(call);
            case IN_MAINTENANCE -> InstanceAnswers.inMaintenance(call);
            case BEGIN_DOWNTIME -> OperationActions.beginDowntime(call);
            case END_DOWNTIME -> OperationActions.endDowntime(call);
            case RECOVER -> RecoveryActions.recover(call, false);
            case RECOVER_LITE -> RecoveryActions.recover(call, true);
            case REPLICATION_ANALYSIS -> RecoveryActions.analyse(call);
            case EXPLAIN -> ExplainAnswers.explain(call);
            case ACK_ALL_RECOVERIES -> RecoveryActions.acknowledgeAll(call);
            case ACK_CLUSTER_RECOVERIES -> RecoveryActions.acknowledgeCluster(call);
            case ACK_INSTANCE_RECOVERIES -> RecoveryActions.acknowledgeInstance(call);
            case REGISTER_CANDIDATE -> OperationActions.registerCandidate(call);
            case REGISTER_HOSTNAME_UNRESOLVE -> NodeAnswers.setVirtualName(call, call.options().hostname());
            case DEREGISTER_HOSTNAME_UNRESOLVE -> NodeAnswers.setVirtualName(call, "");
            case SNAPSHOT_TOPOLOGIES -> ClusterAnswers.record(call);
            case ACTIVE_NODES -> NodeAnswers.active(call);
            case ACCESS_TOKEN -> NodeAnswers.accessToken(call);
            case RESET_HOSTNAME_RESOLVE_CACHE -> NodeAnswers.forgetResolvedNames(call);
            case RESOLVE -> NodeAnswers.resolve(call);
            case SHOW_RESOLVE_HOSTS -> NodeAnswers.resolvedNames(call);
            case SHOW_UNRESOLVE_HOSTS -> NodeAnswers.virtualNames(call);
            case DISABLE_GLOBAL_RECOVERIES -> RecoveryActions.disable(call);
            case ENABLE_GLOBAL_RECOVERIES -> RecoveryActions.enable(call);
            case CHECK_GLOBAL_RECOVERIES -> RecoveryActions.check(call);
            case BULK_INSTANCES -> InstanceAnswers.names(call);
            case BULK_PROMOTION_RULES -> OperationActions.promotionRules(call);
            // these need no backend or no registration, and are done before
            case CONTINUOUS, DUMP_CONFIG, REDEPLOY_INTERNAL_DB ->
                    throw new IllegalStateException(command.word() + " is no command for one instance");
            case RELOCATE, RELOCATE_BELOW, RELOCATE_REPLICAS, TAKE_SIBLINGS, REGROUP_REPLICAS, MOVE_UP,
                    MOVE_UP_REPLICAS, MOVE_BELOW, MOVE_EQUIVALENT, REPOINT, REPOINT_REPLICAS, TAKE_MASTER,
                    MAKE_CO_MASTER, GET_CANDIDATE_REPLICA, REGROUP_REPLICAS_BLS, MOVE_GTID, MOVE_REPLICAS_GTID,
                    REGROUP_REPLICAS_GTID, MATCH, MATCH_UP, REMATCH, MATCH_REPLICAS, MATCH_UP_REPLICAS,
                    REGROUP_REPLICAS_PGTID, ENABLE_GTID, DISABLE_GTID,
                    GTID_ERRANT_RESET_MASTER, SKIP_QUERY, STOP_REPLICA, START_REPLICA, RESTART_REPLICA,
                    RESET_REPLICA, CHANGE_MASTER_CREDENTIALS, DETACH_REPLICA_MASTER_HOST,
                    REATTACH_REPLICA_MASTER_HOST, MASTER_POS_WAIT, ENABLE_SEMI_SYNC_MASTER,
                    DISABLE_SEMI_SYNC_MASTER, ENABLE_SEMI_SYNC_REPLICA, DISABLE_SEMI_SYNC_REPLICA,
                    RESTART_REPLICA_STATEMENTS, SET_READ_ONLY, SET_WRITEABLE, FLUSH_BINARY_LOGS,
                    PURGE_BINARY_LOGS, LAST_PSEUDO_GTID, LOCATE_GTID_ERRANT, LAST_EXECUTED_RELAY_ENTRY,
                    CORRELATE_RELAYLOG_POS, FIND_BINLOG_ENTRY, CORRELATE_BINLOG_POS,
                    SUBMIT_MASTERS_TO_KV_STORES, FORCE_MASTER_FAILOVER,
                    FORCE_MASTER_TAKEOVER, GRACEFUL_MASTER_TAKEOVER, GRACEFUL_MASTER_TAKEOVER_AUTO,
                    INTERNAL_SUGGEST_PROMOTED_REPLACEMENT, CUSTOM_COMMAND ->
                    throw new CommandFailure("command '" + command.word() + "' is not available in this release");
        }
    }
}
