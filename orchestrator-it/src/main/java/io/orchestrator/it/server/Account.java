package io.orchestrator.it.server;

/** The accounts every server has from the start; each one's password is its name, they exist on loopback only. */
public enum Account {
    /** All privileges: what the service under test signs in with. */
    TOPOLOGY("orc"),
    /** May replicate. */
    REPLICATION("repl"),
    /** May read and write rows of schema test and nothing else: read_only holds for it. */
    APPLICATION("app");

    private final String user;

    Account(String user) {
        this.user = user;
    }

    public String user() {
        return user;
    }

    public String password() {
        return user;
    }
}
