package io.orchestrator.domain.identity;

/** Which family of servers a version belongs to (discovery.md 3.8). */
public enum Flavor {
    MYSQL("MySQL"), MARIADB("MariaDB"), PERCONA("Percona"), MAXSCALE("MaxScale"), UNKNOWN("unknown");

    private final String contractName;

    Flavor(String contractName) {
        this.contractName = contractName;
    }

    /** The name that the API and the backend use for it. */
    public String contractName() {
        return contractName;
    }

    /** The flavor of a server that reports this version and version comment; unknown forks count as MySQL. */
    public static Flavor of(ServerVersion version, String versionComment) {
        if (version.text().contains("MariaDB")) {
            return MARIADB;
        }
        if (version.text().contains("maxscale")) {
            return MAXSCALE;
        }
        return versionComment.contains("Percona") ? PERCONA : MYSQL;
    }

    /** Whether the server speaks MySQL's own GTIDs (MySQL, Percona and forks that report no other flavor). */
    public boolean isOracleFamily() {
        return this == MYSQL || this == PERCONA || this == UNKNOWN;
    }
}
