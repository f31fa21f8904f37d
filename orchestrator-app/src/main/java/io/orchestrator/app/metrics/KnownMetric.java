package io.orchestrator.app.metrics;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A metric that is there from the beginning, with 0 if nothing happened: the contract's (discovery.md 10.1), and ours.
 *
 * @param kind how it counts
 * @param name its name in the contract's pages
 * @param help one sentence on it
 */
record KnownMetric(Kind kind, String name, String help) {
    /** How a metric counts. */
    enum Kind {
        COUNTER, GAUGE, TIMER
    }

    static final String QUEUE_LENGTH = "discoveries.queue_length";
    static final String RECENT = "discoveries.recent_count";
    static final String DEAD = "discoveries.dead_instances";
    static final String DEAD_QUEUE_LENGTH = "discoveries.dead_instances_queue_length";
    static final String KNOWN = "discovery.known";
    static final String UNDER_WAY = "discovery.under_way";
    static final String UNWRITTEN = "journal.oldest_seconds";
    static final String LEADS = "elect.is_elected";
    static final String HEALTHY = "health.is_healthy";
    static final String PENDING = "recover.pending";

    static final List<KnownMetric> ALL = List.of(
            counter("discoveries.attempt", "Probes that ended, and failed ones among them."),
            counter("discoveries.fail", "Probes that did not read a server completely."),
            counter("discoveries.instance_poll_seconds_exceeded", "Probes that took longer than a poll interval."),
            gauge(QUEUE_LENGTH, "Servers that are due and wait for a probe."),
            gauge(RECENT, "Servers a probe of which began within the last poll interval."),
            gauge(DEAD, "Servers that could not be connected to when they were probed last."),
            counter("instance.read_topology", "Probes that ended."),
            counter("instance.read", "Times that the stored servers were read from the backend."),
            counter("instance.write", "Servers written to the backend, each time counted."),
            counter("instance.access_denied", "Probes that a server refused for the account, by error number."),
            counter("instance_tls.read", "Always 0; kept for those who watch it."),
            counter("instance_tls.write", "Verdicts on TLS written to the backend."),
            counter("instance_tls.read_cache", "Verdicts on TLS found in memory."),
            counter("instance_tls.write_cache", "Verdicts on TLS put into memory."),
            counter(CountedNames.WRITE_RESOLVED, "Resolved host names written to the backend."),
            counter(CountedNames.WRITE_UNRESOLVED, "Virtual host names written to the backend."),
            counter(CountedNames.READ_RESOLVED, "Host names whose former resolution was read from the backend."),
            counter(CountedNames.READ_UNRESOLVED, "Times that all virtual host names were read from the backend."),
            counter(CountedNames.READ_RESOLVED_ALL, "Times that all resolved host names were read from the backend."),
            counter("audit.write", "Audit entries."),
            counter("analysis.change.write", "Changes of an analysis written to the backend."),
            counter("analysis.change.write.attempt", "Changes of an analysis sent to the backend."),
            gauge(LEADS, "1 on the node that leads, else 0."),
            gauge(HEALTHY, "1 when this node could be registered in the backend last time, else 0."),
            gauge("raft.is_healthy", "Always 0: there is no raft."),
            gauge("raft.is_leader", "Always 0: there is no raft."),
            counter("recover.dead_master.start", "Recoveries of dead sources that began."),
            counter("recover.dead_master.success", "Recoveries of dead sources that promoted a replica."),
            counter("recover.dead_master.fail", "Recoveries of dead sources that promoted nobody."),
            counter("recover.dead_intermediate_master.start", "Recoveries of dead intermediate sources that began."),
            counter("recover.dead_intermediate_master.success", "Recoveries of dead intermediate sources that worked."),
            counter("recover.dead_intermediate_master.fail", "Recoveries of dead intermediate sources that failed."),
            counter("recover.dead_co_master.start", "Recoveries of dead co-sources that began."),
            counter("recover.dead_co_master.success", "Recoveries of dead co-sources that worked."),
            counter("recover.dead_co_master.fail", "Recoveries of dead co-sources that failed."),
            counter("recover.dead_replication_group_member.start", "Recoveries of dead group members that began."),
            counter("recover.dead_replication_group_member.success", "Recoveries of dead group members that worked."),
            counter("recover.dead_replication_group_member.fail", "Recoveries of dead group members that failed."),
            gauge(PENDING, "Recoveries under way on this node."),
            gauge(KNOWN, "Servers that this node polls."),
            gauge(UNDER_WAY, "Probes under way."),
            gauge(UNWRITTEN, "Age in seconds of the oldest observation that is not in the backend yet."),
            timer("discovery.latency", "How long probes took."),
            timer("journal.lag", "How long observations waited until they were in the backend."),
            timer("backend.read", "How long the backend took for reads."),
            timer("backend.write", "How long the backend took for writes."),
            timer("backend.wait", "How long work for the backend waited for a connection."),
            counter("backend.fail", "Pieces of work that failed on the backend, repeated ones included."),
            counter("backend.conflict", "Transactions that lost a conflict on the backend."),
            counter("backend.conflict.given_up", "Transactions given up after too many lost conflicts."));

    /** Those that only are there once somebody tells them: of a queue that there need not be. */
    static final List<KnownMetric> WHERE_TOLD = List.of(
            gauge(DEAD_QUEUE_LENGTH, "Unreachable servers that are due and wait for a probe."));

    private static final Map<String, KnownMetric> BY_NAME =
            Stream.concat(ALL.stream(), WHERE_TOLD.stream())
                    .collect(Collectors.toUnmodifiableMap(KnownMetric::name, Function.identity()));

    private static KnownMetric counter(String name, String help) {
        return new KnownMetric(Kind.COUNTER, name, help);
    }

    private static KnownMetric gauge(String name, String help) {
        return new KnownMetric(Kind.GAUGE, name, help);
    }

    private static KnownMetric timer(String name, String help) {
        return new KnownMetric(Kind.TIMER, name, help);
    }

    /** A sentence on a metric; its name for one that nobody described. */
    static String helpOn(String name) {
        KnownMetric known = BY_NAME.get(name);
        return known == null ? name : known.help();
    }
}
