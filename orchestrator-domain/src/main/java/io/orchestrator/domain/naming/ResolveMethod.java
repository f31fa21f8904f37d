package io.orchestrator.domain.naming;

/** What a host name is resolved to ({@code HostnameResolveMethod}, discovery.md 7.1). */
public enum ResolveMethod {
    /** Itself; the resolve tables are neither read nor written. */
    NONE,
    /** Itself. */
    DEFAULT,
    /** Its canonical name, without trailing dots. */
    CNAME,
    /** Its last IPv4 address, else its last IPv6 address. */
    IP;

    /** Whether the network has to be asked. */
    public boolean asksNetwork() {
        return switch (this) {
            case NONE, DEFAULT -> false;
            case CNAME, IP -> true;
        };
    }

    /** Whether names are kept in the backend. */
    public boolean isStored() {
        return this != NONE;
    }
}
