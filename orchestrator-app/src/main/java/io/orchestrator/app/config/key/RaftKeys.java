package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of raft (config.md 7.13). */
public final class RaftKeys {

    /** Consensus mode instead of shared backend. */
    public static final Key<Boolean> RAFT_ENABLED = Key.flag("RaftEnabled", false).restart();

    /** Log store and snapshots; created if missing. */
    public static final Key<String> RAFT_DATA_DIR = Key.text("RaftDataDir", "").restart();

    /** Local listen address and this node's identity. */
    public static final Key<String> RAFT_BIND = Key.text("RaftBind", "127.0.0.1:10008").restart();

    /** Address peers use; empty = {@code RaftBind}. */
    public static final Key<String> RAFT_ADVERTISE = Key.text("RaftAdvertise", "").restart();

    /** All members including this one. */
    public static final Key<List<String>> RAFT_NODES = Key.list("RaftNodes").restart();

    /** Port for entries without one; 0 = add none. */
    public static final Key<Long> DEFAULT_RAFT_PORT = Key.whole("DefaultRaftPort", 10008).restart();

    /**
     * {@code scheme://host:port} peers use to reach this node's HTTP when it leads; empty = computed from
     * scheme, host of {@code RaftAdvertise} and port of {@code ListenAddress}.
     */
    public static final Key<String> HTTP_ADVERTISE = Key.text("HTTPAdvertise", "").restart();

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            RAFT_ENABLED, RAFT_DATA_DIR, RAFT_BIND, RAFT_ADVERTISE, RAFT_NODES, DEFAULT_RAFT_PORT,
            HTTP_ADVERTISE);

    private RaftKeys() {}
}
