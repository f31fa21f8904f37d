package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.Objects;

/**
 * What a probe reads beyond the basics. Every query and pattern is empty when it is not configured.
 *
 * @param hostnameMethod the name a server goes by (discovery.md 7.3)
 * @param queries configured classification queries
 * @param patterns patterns over the host name
 * @param filters servers and replication users to leave out
 * @param replicaListByStatement list replicas by {@code SHOW REPLICAS} ({@code DiscoverByShowSlaveHosts}) before the process list
 * @param replicaListEvery how often the list of replicas is read at most
 * @param statusEvery how often semi-sync status is read at most in routine probes, and the configured lag in those for evidence
 * @param classifyEvery how often classification queries run, and variables are looked for anew, at most
 * @param findBinlogServers look whether a server is a MaxScale binlog server ({@code SkipMaxScaleCheck} is off)
 * @param credentialsByQuery {@code ReplicationCredentialsQuery} is configured, so that the account of replication can always be had
 * @param writes how sources are written to on trial, where somebody wants to know of their write path
 */
public record ProbeSettings(HostnameMethod hostnameMethod, ClassificationQueries queries,
        ClassificationPatterns patterns, ProbeFilters filters, boolean replicaListByStatement,
        Duration replicaListEvery, Duration statusEvery, Duration classifyEvery, boolean findBinlogServers,
        boolean credentialsByQuery, WriteTrial writes) {
    /** Where the name comes from ({@code MySQLHostnameResolveMethod}). */
    public enum HostnameMethod {
        /** The probed name. */
        PROBED,
        /** {@code @@hostname}. */
        HOSTNAME,
        /** {@code @@report_host}; a server without one is only partly seen. */
        REPORT_HOST;

        /** The method of that contract name; what is unknown keeps the probed name. */
        public static HostnameMethod named(String name) {
            return switch (name) {
                case "default", "hostname", "@@hostname" -> HOSTNAME;
                case "report_host", "@@report_host" -> REPORT_HOST;
                default -> PROBED;
            };
        }
    }

    /** The contract's defaults. */
    public static final ProbeSettings DEFAULT = new ProbeSettings(HostnameMethod.HOSTNAME, ClassificationQueries.NONE,
            ClassificationPatterns.NONE, ProbeFilters.NONE, false, Duration.ofSeconds(10), Duration.ofSeconds(10),
            Duration.ofSeconds(60), false, false, WriteTrial.NONE);

    public ProbeSettings {
        Objects.requireNonNull(hostnameMethod, "hostnameMethod");
        Objects.requireNonNull(queries, "queries");
        Objects.requireNonNull(patterns, "patterns");
        Objects.requireNonNull(filters, "filters");
        Objects.requireNonNull(replicaListEvery, "replicaListEvery");
        Objects.requireNonNull(statusEvery, "statusEvery");
        Objects.requireNonNull(classifyEvery, "classifyEvery");
        Objects.requireNonNull(writes, "writes");
    }

    public ProbeSettings withHostnameMethod(HostnameMethod method) {
        return new ProbeSettings(method, queries, patterns, filters, replicaListByStatement, replicaListEvery,
                statusEvery, classifyEvery, findBinlogServers, credentialsByQuery, writes);
    }

    public ProbeSettings withQueries(ClassificationQueries newQueries) {
        return new ProbeSettings(hostnameMethod, newQueries, patterns, filters, replicaListByStatement,
                replicaListEvery, statusEvery, classifyEvery, findBinlogServers, credentialsByQuery, writes);
    }

    public ProbeSettings withPatterns(ClassificationPatterns newPatterns) {
        return new ProbeSettings(hostnameMethod, queries, newPatterns, filters, replicaListByStatement,
                replicaListEvery, statusEvery, classifyEvery, findBinlogServers, credentialsByQuery, writes);
    }

    public ProbeSettings withFilters(ProbeFilters newFilters) {
        return new ProbeSettings(hostnameMethod, queries, patterns, newFilters, replicaListByStatement,
                replicaListEvery, statusEvery, classifyEvery, findBinlogServers, credentialsByQuery, writes);
    }

    public ProbeSettings withReplicaListByStatement(boolean byStatement) {
        return new ProbeSettings(hostnameMethod, queries, patterns, filters, byStatement, replicaListEvery, statusEvery,
                classifyEvery, findBinlogServers, credentialsByQuery, writes);
    }

    public ProbeSettings withFindBinlogServers(boolean find) {
        return new ProbeSettings(hostnameMethod, queries, patterns, filters, replicaListByStatement, replicaListEvery,
                statusEvery, classifyEvery, find, credentialsByQuery, writes);
    }

    public ProbeSettings withCredentialsByQuery(boolean byQuery) {
        return new ProbeSettings(hostnameMethod, queries, patterns, filters, replicaListByStatement, replicaListEvery,
                statusEvery, classifyEvery, findBinlogServers, byQuery, writes);
    }

    public ProbeSettings withWrites(WriteTrial newWrites) {
        return new ProbeSettings(hostnameMethod, queries, patterns, filters, replicaListByStatement, replicaListEvery,
                statusEvery, classifyEvery, findBinlogServers, credentialsByQuery, newWrites);
    }
}
