package io.orchestrator.it.server;

import java.util.List;
import java.util.Locale;

import io.orchestrator.domain.identity.ServerVersion;

/** The two families of servers everything is tested against. */
public enum ServerFlavor {
    /** MySQL, 8.0.26 or newer (the first with the source and replica plugins); Debian's packages give 9.x. */
    MYSQL("MySQL", "ORCHESTRATOR_IT_MYSQLD", "sid", "mysql-server-core", "mysql:9"),
    /** MariaDB, 10.5 or newer; Debian's packages give 10.11. */
    MARIADB("MariaDB", "ORCHESTRATOR_IT_MARIADBD", "bookworm", "mariadb-server-core", "mariadb:10.11");

    private final String displayName;
    private final String variable;
    private final String debianSuite;
    private final String debianPackage;
    private final String image;

    ServerFlavor(String displayName, String variable, String debianSuite, String debianPackage, String image) {
        this.displayName = displayName;
        this.variable = variable;
        this.debianSuite = debianSuite;
        this.debianPackage = debianPackage;
        this.image = image;
    }

    /** How people write it. */
    public String displayName() {
        return displayName;
    }

    /** The environment variable that names its server program. */
    String variable() {
        return variable;
    }

    /** The Debian suite whose package has the version that is tested. */
    String debianSuite() {
        return debianSuite;
    }

    String debianPackage() {
        return debianPackage;
    }

    String image() {
        return image;
    }

    /** Names its program may have on the path; the other flavor's program may have the same. */
    List<String> programs() {
        return switch (this) {
            case MYSQL -> List.of("mysqld");
            case MARIADB -> List.of("mariadbd", "mysqld");
        };
    }

    /** The flavor of a program that reports this version. */
    static ServerFlavor of(ServerVersion version) {
        return version.text().contains("MariaDB") ? MARIADB : MYSQL;
    }

    /** Whether this version has what the tests need. */
    boolean accepts(ServerVersion version) {
        return of(version) == this && switch (this) {
            case MYSQL -> version.isAtLeast(8, 0, 26);
            case MARIADB -> version.isAtLeast(10, 5, 0);
        };
    }

    /** Name for folders and files. */
    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
