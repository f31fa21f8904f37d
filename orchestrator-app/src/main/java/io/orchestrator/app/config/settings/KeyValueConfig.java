package io.orchestrator.app.config.settings;

import io.orchestrator.app.config.Configuration;

import static io.orchestrator.app.config.key.KeyValueKeys.CONSUL_ACL_TOKEN;
import static io.orchestrator.app.config.key.KeyValueKeys.CONSUL_ADDRESS;
import static io.orchestrator.app.config.key.KeyValueKeys.CONSUL_CROSS_DATA_CENTER_DISTRIBUTION;
import static io.orchestrator.app.config.key.KeyValueKeys.CONSUL_KV_STORE_PROVIDER;
import static io.orchestrator.app.config.key.KeyValueKeys.CONSUL_MAX_KVS_PER_TRANSACTION;
import static io.orchestrator.app.config.key.KeyValueKeys.CONSUL_SCHEME;
import static io.orchestrator.app.config.key.KeyValueKeys.KV_CLUSTER_MASTER_PREFIX;
import static io.orchestrator.app.config.key.KeyValueKeys.ZK_ADDRESS;

/**
 * Key-value stores that hear of a new source (config.md 7.12).
 *
 * @param prefix of every key; ends in exactly one slash
 * @param consulAddress {@code host:port}; empty means no Consul
 * @param consulScheme {@code http} or {@code https}
 * @param consulToken sent to Consul
 * @param consulAllDataCenters write to every Consul data centre
 * @param consulProvider how values are written to Consul
 * @param consulTransactionSize operations of one transaction, 5 to 64
 * @param zooKeeperAddress {@code server[:port],…}; empty means no ZooKeeper
 */
public record KeyValueConfig(
        String prefix, String consulAddress, String consulScheme, Secret consulToken,
        boolean consulAllDataCenters, Provider consulProvider, int consulTransactionSize,
        String zooKeeperAddress) {

    /** How values are written to Consul. */
    public enum Provider {
        /** One by one. */
        PLAIN,
        /** Several in one transaction. */
        TRANSACTIONS;

        static Provider parse(String word) {
            return switch (word) {
                case "consul-txn", "consul_txn" -> TRANSACTIONS;
                default -> PLAIN;
            };
        }
    }

    /** The settings that configuration asks for. */
    public static KeyValueConfig from(Configuration configuration) {
        return new KeyValueConfig(
                configuration.get(KV_CLUSTER_MASTER_PREFIX), configuration.get(CONSUL_ADDRESS),
                configuration.get(CONSUL_SCHEME), Secret.of(configuration.get(CONSUL_ACL_TOKEN)),
                configuration.get(CONSUL_CROSS_DATA_CENTER_DISTRIBUTION),
                Provider.parse(configuration.get(CONSUL_KV_STORE_PROVIDER)),
                Units.count(configuration.get(CONSUL_MAX_KVS_PER_TRANSACTION)), configuration.get(ZK_ADDRESS));
    }
}
