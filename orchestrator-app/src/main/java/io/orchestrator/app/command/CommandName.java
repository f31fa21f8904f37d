package io.orchestrator.app.command;

import java.util.Locale;
import java.util.Optional;

/**
 * All commands of the contract, in the order of its listing (cli.md 10), and {@link #EXPLAIN}, which is ours. {@link Dispatch} shows
 * which of them this release has; a constant's name is the command's, with dashes.
 */
enum CommandName {
    RELOCATE(Section.SMART_RELOCATION, "move a replica below another server by the best way there is"),
    RELOCATE_BELOW(Section.SMART_RELOCATION, "the same as relocate; kept for old scripts"),
    RELOCATE_REPLICAS(Section.SMART_RELOCATION,
            "move the replicas of a server, or some of them, below another server"),
    TAKE_SIBLINGS(Section.SMART_RELOCATION, "move all siblings of a replica below it"),
    REGROUP_REPLICAS(Section.SMART_RELOCATION, "choose one of a server's replicas and move the others below it"),
    MOVE_UP(Section.CLASSIC_RELOCATION, "move a replica one level up, beside its source"),
    MOVE_UP_REPLICAS(Section.CLASSIC_RELOCATION, "move the replicas of a server one level up"),
    MOVE_BELOW(Section.CLASSIC_RELOCATION, "move a replica below one of its siblings"),
    MOVE_EQUIVALENT(Section.CLASSIC_RELOCATION, "move a replica to coordinates recorded as equivalent"),
    REPOINT(Section.CLASSIC_RELOCATION, "point a replica to a source at the coordinates it has"),
    REPOINT_REPLICAS(Section.CLASSIC_RELOCATION,
            "point the replicas of a server to a source at the coordinates they have"),
    TAKE_MASTER(Section.CLASSIC_RELOCATION, "make a replica change places with its source"),
    MAKE_CO_MASTER(Section.CLASSIC_RELOCATION, "make the source replicate from this replica, too"),
    GET_CANDIDATE_REPLICA(Section.CLASSIC_RELOCATION, "name the replica of a server that is best fit to be promoted"),
    REGROUP_REPLICAS_BLS(Section.BINLOG_SERVER_RELOCATION, "regroup the binlog servers below a server"),
    MOVE_GTID(Section.GTID_RELOCATION, "move a replica below another server by GTID"),
    MOVE_REPLICAS_GTID(Section.GTID_RELOCATION, "move the replicas of a server below another server by GTID"),
    REGROUP_REPLICAS_GTID(Section.GTID_RELOCATION,
            "choose one of a server's replicas and move the others below it by GTID"),
    MATCH(Section.PSEUDO_GTID_RELOCATION, "move a replica below another server by Pseudo-GTID"),
    MATCH_UP(Section.PSEUDO_GTID_RELOCATION, "move a replica one level up by Pseudo-GTID"),
    REMATCH(Section.PSEUDO_GTID_RELOCATION, "find a replica's place below its own source anew by Pseudo-GTID"),
    MATCH_REPLICAS(Section.PSEUDO_GTID_RELOCATION,
            "move the replicas of a server below another server by Pseudo-GTID"),
    MATCH_UP_REPLICAS(Section.PSEUDO_GTID_RELOCATION, "move the replicas of a server one level up by Pseudo-GTID"),
    REGROUP_REPLICAS_PGTID(Section.PSEUDO_GTID_RELOCATION,
            "choose one of a server's replicas and move the others below it by Pseudo-GTID"),
    ENABLE_GTID(Section.REPLICATION, "let a replica find its place by GTID"),
    DISABLE_GTID(Section.REPLICATION, "let a replica find its place by file and position"),
    WHICH_GTID_ERRANT(Section.REPLICATION, "read a server's errant GTID set"),
    GTID_ERRANT_RESET_MASTER(Section.REPLICATION,
            "remove errant GTIDs by resetting the binary logs of a server without replicas"),
    SKIP_QUERY(Section.REPLICATION, "skip the event at which a replica stands"),
    STOP_REPLICA(Section.REPLICATION, "stop replication on a replica"),
    START_REPLICA(Section.REPLICATION, "start replication on a replica"),
    RESTART_REPLICA(Section.REPLICATION, "stop and start replication on a replica"),
    RESET_REPLICA(Section.REPLICATION, "make a replica forget that it ever was one"),
    CHANGE_MASTER_CREDENTIALS(Section.REPLICATION, "give a stopped replica its replication account anew"),
    DETACH_REPLICA_MASTER_HOST(Section.REPLICATION,
            "stop a replica by spoiling its source's name, so that it can be undone"),
    REATTACH_REPLICA_MASTER_HOST(Section.REPLICATION, "undo detach-replica-master-host"),
    MASTER_POS_WAIT(Section.REPLICATION, "wait until a replica has applied up to the given coordinates"),
    ENABLE_SEMI_SYNC_MASTER(Section.REPLICATION, "switch semi-synchronous replication on, on the source's side"),
    DISABLE_SEMI_SYNC_MASTER(Section.REPLICATION, "switch semi-synchronous replication off, on the source's side"),
    ENABLE_SEMI_SYNC_REPLICA(Section.REPLICATION, "switch semi-synchronous replication on, on the replica's side"),
    DISABLE_SEMI_SYNC_REPLICA(Section.REPLICATION, "switch semi-synchronous replication off, on the replica's side"),
    RESTART_REPLICA_STATEMENTS(Section.REPLICATION,
            "print the statements that stop, then start a replica, with one of yours in between"),
    CAN_REPLICATE_FROM(Section.REPLICATION_INFORMATION,
            "print the destination if the instance could replicate from it"),
    IS_REPLICATING(Section.REPLICATION_INFORMATION, "print the instance if it replicates"),
    IS_REPLICATION_STOPPED(Section.REPLICATION_INFORMATION, "print the instance if its replication is stopped"),
    SET_READ_ONLY(Section.INSTANCE, "make a server read-only"),
    SET_WRITEABLE(Section.INSTANCE, "make a server writable"),
    FLUSH_BINARY_LOGS(Section.BINARY_LOGS, "begin a new binary log, or as many as it takes to reach the given one"),
    PURGE_BINARY_LOGS(Section.BINARY_LOGS, "delete binary logs up to the given one"),
    LAST_PSEUDO_GTID(Section.BINARY_LOGS, "find the last Pseudo-GTID entry of a server"),
    LOCATE_GTID_ERRANT(Section.BINARY_LOGS, "name the binary logs that hold errant GTIDs"),
    LAST_EXECUTED_RELAY_ENTRY(Section.BINARY_LOGS, "find the relay log event that a replica applied last"),
    CORRELATE_RELAYLOG_POS(Section.BINARY_LOGS, "find an event of a replica's relay log in that of a sibling"),
    FIND_BINLOG_ENTRY(Section.BINARY_LOGS, "find an entry in a server's binary logs by its exact text"),
    CORRELATE_BINLOG_POS(Section.BINARY_LOGS, "find an event of a server's binary log in that of another"),
    SUBMIT_POOL_INSTANCES(Section.POOLS, "replace the members of a pool"),
    CLUSTER_POOL_INSTANCES(Section.POOLS, "list the members of all pools with their clusters"),
    WHICH_HEURISTIC_CLUSTER_POOL_INSTANCES(Section.POOLS,
            "list the usable members of a cluster's pools, or of one pool"),
    FIND(Section.INFORMATION, "list instances whose host:port matches a regular expression"),
    SEARCH(Section.INFORMATION, "list instances by a piece of name, version, cluster or alias"),
    CLUSTERS(Section.INFORMATION, "list the clusters"),
    CLUSTERS_ALIAS(Section.INFORMATION, "list the clusters with their aliases"),
    ALL_CLUSTERS_MASTERS(Section.INFORMATION, "list one writable source of each cluster"),
    TOPOLOGY(Section.INFORMATION, "draw a cluster as a tree"),
    TOPOLOGY_TABULATED(Section.INFORMATION, "draw a cluster as a tree in columns"),
    TOPOLOGY_TAGS(Section.INFORMATION, "draw a cluster as a tree with the tags of each instance"),
    ALL_INSTANCES(Section.INFORMATION, "list all known instances"),
    WHICH_INSTANCE(Section.INFORMATION, "print the name by which an instance is known"),
    WHICH_CLUSTER(Section.INFORMATION, "print the name of a cluster"),
    WHICH_CLUSTER_ALIAS(Section.INFORMATION, "print the alias of a cluster"),
    WHICH_CLUSTER_DOMAIN(Section.INFORMATION, "print the domain of a cluster"),
    WHICH_HEURISTIC_DOMAIN_INSTANCE(Section.INFORMATION, "print the writer stored for the domain of a cluster"),
    WHICH_CLUSTER_MASTER(Section.INFORMATION, "print the source of a cluster"),
    WHICH_CLUSTER_INSTANCES(Section.INFORMATION, "list the instances of a cluster"),
    WHICH_CLUSTER_OSC_REPLICAS(Section.INFORMATION,
            "list the replicas whose lag an online schema change should watch"),
    WHICH_CLUSTER_GH_OST_REPLICAS(Section.INFORMATION, "list the replicas that gh-ost can read from"),
    WHICH_MASTER(Section.INFORMATION, "print the source of an instance"),
    WHICH_DOWNTIMED_INSTANCES(Section.INFORMATION, "list the instances of a cluster that are in downtime"),
    WHICH_REPLICAS(Section.INFORMATION, "list the replicas of an instance"),
    WHICH_LOST_IN_RECOVERY(Section.INFORMATION, "list the instances that a recovery lost"),
    INSTANCE_STATUS(Section.INFORMATION, "print the state of an instance in short"),
    GET_CLUSTER_HEURISTIC_LAG(Section.INFORMATION,
            "print the largest lag among the replicas of which-cluster-osc-replicas"),
    SUBMIT_MASTERS_TO_KV_STORES(Section.KEY_VALUE,
            "write the source of a cluster, or of all, to the key-value stores"),
    TAGS(Section.TAGS, "list the tags of an instance"),
    TAG_VALUE(Section.TAGS, "print the value of one tag of an instance"),
    TAGGED(Section.TAGS, "list the instances that have all the given tags"),
    TAG(Section.TAGS, "give an instance a tag"),
    UNTAG(Section.TAGS, "take a tag from an instance"),
    UNTAG_ALL(Section.TAGS, "take a tag of the given value from all instances"),
    DISCOVER(Section.INSTANCE_MANAGEMENT, "read a server now and make it known"),
    FORGET(Section.INSTANCE_MANAGEMENT, "forget an instance"),
    BEGIN_MAINTENANCE(Section.INSTANCE_MANAGEMENT, "lock an instance for yourself"),
    END_MAINTENANCE(Section.INSTANCE_MANAGEMENT, "give that lock back"),
    IN_MAINTENANCE(Section.INSTANCE_MANAGEMENT, "print the instance if it is locked"),
    BEGIN_DOWNTIME(Section.INSTANCE_MANAGEMENT, "keep an instance out of automatic recovery for a while"),
    END_DOWNTIME(Section.INSTANCE_MANAGEMENT, "end the downtime of an instance"),
    RECOVER(Section.RECOVERY, "recover from the failure that the analysis sees on an instance"),
    RECOVER_LITE(Section.RECOVERY, "the same as recover, without running hooks"),
    FORCE_MASTER_FAILOVER(Section.RECOVERY, "fail a cluster over whether its source is dead or not"),
    FORCE_MASTER_TAKEOVER(Section.RECOVERY,
            "fail a cluster over to the given replica whether its source is dead or not"),
    GRACEFUL_MASTER_TAKEOVER(Section.RECOVERY, "let a replica take over from a living source in an orderly way"),
    GRACEFUL_MASTER_TAKEOVER_AUTO(Section.RECOVERY,
            "the same, choosing the replica and starting replication on the old source"),
    REPLICATION_ANALYSIS(Section.RECOVERY, "list what is wrong in all clusters"),
    EXPLAIN(Section.RECOVERY,
            "tell what is known of a cluster, and what would happen if its source, or the instance, died now"),
    ACK_ALL_RECOVERIES(Section.RECOVERY, "acknowledge all recoveries"),
    ACK_CLUSTER_RECOVERIES(Section.RECOVERY, "acknowledge the recoveries of a cluster"),
    ACK_INSTANCE_RECOVERIES(Section.RECOVERY, "acknowledge the recoveries of a failed instance"),
    REGISTER_CANDIDATE(Section.INSTANCE_META, "say how willing an instance is to be promoted"),
    REGISTER_HOSTNAME_UNRESOLVE(Section.INSTANCE_META, "give an instance the virtual name that replicas shall use"),
    DEREGISTER_HOSTNAME_UNRESOLVE(Section.INSTANCE_META, "take that virtual name away"),
    SET_HEURISTIC_DOMAIN_INSTANCE(Section.INSTANCE_META,
            "store the writable source of a cluster under the cluster's domain"),
    SNAPSHOT_TOPOLOGIES(Section.META, "record how all clusters look now"),
    CONTINUOUS(Section.META, "run the loops of the service without web and API, until stopped"),
    ACTIVE_NODES(Section.META, "list the processes that work on the backend now"),
    ACCESS_TOKEN(Section.META, "make a token that opens the web pages once"),
    RESOLVE(Section.META, "connect to an instance and resolve its host name"),
    RESET_HOSTNAME_RESOLVE_CACHE(Section.META, "forget all resolved host names"),
    DUMP_CONFIG(Section.META, "print the configuration as it takes effect"),
    SHOW_RESOLVE_HOSTS(Section.META, "list host names and what they resolve to"),
    SHOW_UNRESOLVE_HOSTS(Section.META, "list instances with virtual names"),
    REDEPLOY_INTERNAL_DB(Section.META_INTERNAL, "make or complete the tables of the backend"),
    INTERNAL_SUGGEST_PROMOTED_REPLACEMENT(Section.INTERNAL, "name the replica that would replace a promoted one"),
    CUSTOM_COMMAND(Section.AGENT, "run a configured command through the agent on a host"),
    DISABLE_GLOBAL_RECOVERIES(Section.UNNAMED, "switch automatic recovery off, everywhere"),
    ENABLE_GLOBAL_RECOVERIES(Section.UNNAMED, "switch automatic recovery on again"),
    CHECK_GLOBAL_RECOVERIES(Section.UNNAMED, "tell whether automatic recovery is switched off"),
    BULK_INSTANCES(Section.UNNAMED, "list the names of all instances, sorted"),
    BULK_PROMOTION_RULES(Section.UNNAMED, "list all registered promotion rules, sorted");

    private final Section section;
    private final String description;

    CommandName(Section section, String description) {
        this.section = section;
        this.description = description;
    }

    Section section() {
        return section;
    }

    /** One line for the listing. */
    String description() {
        return description;
    }

    /** As written after {@code -c}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The command of that word, old synonyms included (cli.md 11); empty for an unknown one. */
    static Optional<CommandName> of(String word) {
        String canonical = Synonyms.canonical(word);
        for (CommandName command : values()) {
            if (command.word().equals(canonical)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }
}
