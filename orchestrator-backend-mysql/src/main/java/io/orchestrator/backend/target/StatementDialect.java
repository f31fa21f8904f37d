package io.orchestrator.backend.target;

import io.orchestrator.domain.identity.ServerVersion;

/**
 * Which words a server takes. The reference compares version texts and uses the new words from 8.4 on only (discovery.md 2); here they
 * are used from the first version that accepts them, because readers look columns up under every name.
 *
 * @param mariaDb whether it is a MariaDB server: classic words, and channels are named right after the verb
 * @param version its version
 */
public record StatementDialect(boolean mariaDb, ServerVersion version) {
    public static StatementDialect of(TargetSession session) {
        return new StatementDialect(session.isMariaDb(), session.version());
    }

    private boolean saysReplica() {
        return !mariaDb && version.isAtLeast(8, 0, 22);
    }

    /** {@code CHANGE REPLICATION SOURCE} came one version later than {@code START REPLICA}. */
    private boolean saysSource() {
        return !mariaDb && version.isAtLeast(8, 0, 23);
    }

    /** All channels. */
    public String showReplicaStatus() {
        if (mariaDb) {
            return "SHOW ALL SLAVES STATUS";
        }
        return saysReplica() ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS";
    }

    public String showBinaryLogStatus() {
        return !mariaDb && version.isAtLeast(8, 2, 0) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
    }

    public String showReplicas() {
        return saysReplica() ? "SHOW REPLICAS" : "SHOW SLAVE HOSTS";
    }

    /** Both threads of a channel. */
    public String start(String channel) {
        return verb("START", channel, "");
    }

    public String stop(String channel) {
        return verb("STOP", channel, "");
    }

    public String startReceiver(String channel) {
        return verb("START", channel, " IO_THREAD");
    }

    public String stopReceiver(String channel) {
        return verb("STOP", channel, " IO_THREAD");
    }

    public String startApplier(String channel) {
        return verb("START", channel, " SQL_THREAD");
    }

    /** Forgets the channel altogether, relay logs and credentials included. */
    public String resetAll(String channel) {
        return verb("RESET", channel, " ALL");
    }

    /** Discards relay logs, keeps the source's name. */
    public String reset(String channel) {
        return verb("RESET", channel, "");
    }

    /** Start and end of the statement around the list of options. */
    public String change(String channel, String options) {
        if (mariaDb) {
            return "CHANGE MASTER " + (channel.isEmpty() ? "" : quoted(channel) + " ") + "TO " + options;
        }
        return (saysSource() ? "CHANGE REPLICATION SOURCE TO " : "CHANGE MASTER TO ") + options + forChannel(channel);
    }

    /** An option of {@link #change} by its part after {@code master_} or {@code source_}. */
    public String option(String name) {
        return (saysSource() ? "source_" : "master_") + name;
    }

    /** {@code get_source_public_key} and its older name: the one option whose prefix is in the middle. */
    public String getPublicKeyOption() {
        return saysSource() ? "get_source_public_key" : "get_master_public_key";
    }

    private String verb(String verb, String channel, String rest) {
        if (mariaDb) {
            return verb + " SLAVE" + (channel.isEmpty() ? "" : " " + quoted(channel)) + rest;
        }
        return verb + (saysReplica() ? " REPLICA" : " SLAVE") + rest + forChannel(channel);
    }

    private static String forChannel(String channel) {
        return channel.isEmpty() ? "" : " FOR CHANNEL " + quoted(channel);
    }

    /** Channel names hold neither quotes nor backslashes that a server would let in; both are doubled all the same. */
    private static String quoted(String channel) {
        return "'" + channel.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
