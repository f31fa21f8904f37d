package io.orchestrator.app.command;

/** The headings of the command listing, in its order (cli.md 9). */
enum Section {
    SMART_RELOCATION("Smart relocation"),
    CLASSIC_RELOCATION("Classic file:pos relocation"),
    BINLOG_SERVER_RELOCATION("Binlog server relocation"),
    GTID_RELOCATION("GTID relocation"),
    PSEUDO_GTID_RELOCATION("Pseudo-GTID relocation"),
    REPLICATION("Replication, general"),
    REPLICATION_INFORMATION("Replication information"),
    INSTANCE("Instance"),
    BINARY_LOGS("Binary logs"),
    POOLS("Pools"),
    INFORMATION("Information"),
    KEY_VALUE("Key-value"),
    TAGS("tags"),
    INSTANCE_MANAGEMENT("Instance management"),
    RECOVERY("Recovery"),
    INSTANCE_META("Instance, meta"),
    META("Meta"),
    META_INTERNAL("Meta, internal"),
    INTERNAL("Internal"),
    AGENT("Agent"),
    UNNAMED("");

    private final String heading;

    Section(String heading) {
        this.heading = heading;
    }

    /** As the listing shows it; empty for the last group. */
    String heading() {
        return heading;
    }
}
