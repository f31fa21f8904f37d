package io.orchestrator.app.config.key;

import java.util.List;

/** The keys of key-value stores (config.md 7.12). */
public final class KeyValueKeys {

    /** Prefix of master entries; normalised to end in exactly one {@code /}. */
    public static final Key<String> KV_CLUSTER_MASTER_PREFIX = Key.text("KVClusterMasterPrefix", "mysql/master");

    /** Consul HTTP endpoint; empty = Consul off. */
    public static final Key<String> CONSUL_ADDRESS = Key.text("ConsulAddress", "").restart();

    /** With {@code https} the certificate is not verified. */
    public static final Key<String> CONSUL_SCHEME = Key.text("ConsulScheme", "http").restart();

    /** Token sent to Consul. */
    public static final Key<String> CONSUL_ACL_TOKEN = Key.text("ConsulAclToken", "").restart().secret();

    /** Also write to every Consul data centre the catalogue lists, once a minute on the leader. */
    public static final Key<Boolean> CONSUL_CROSS_DATA_CENTER_DISTRIBUTION =
            Key.flag("ConsulCrossDataCenterDistribution", false);

    /** {@code consul-txn} (or {@code consul_txn}) = transactional writes; anything else = plain. */
    public static final Key<String> CONSUL_KV_STORE_PROVIDER = Key.text("ConsulKVStoreProvider", "consul").restart();

    /** Operations per Consul transaction, clamped to 5…64. */
    public static final Key<Long> CONSUL_MAX_KVS_PER_TRANSACTION = Key.whole("ConsulMaxKVsPerTransaction", 5);

    /** ZooKeeper servers, default port 2181; empty = off. */
    public static final Key<String> ZK_ADDRESS = Key.text("ZkAddress", "").restart();

    /** All of them, in the order in which a dump prints them. */
    static final List<Key<?>> ALL = List.of(
            KV_CLUSTER_MASTER_PREFIX, CONSUL_ADDRESS, CONSUL_SCHEME, CONSUL_ACL_TOKEN,
            CONSUL_CROSS_DATA_CENTER_DISTRIBUTION, CONSUL_KV_STORE_PROVIDER,
            CONSUL_MAX_KVS_PER_TRANSACTION, ZK_ADDRESS);

    private KeyValueKeys() {}
}
