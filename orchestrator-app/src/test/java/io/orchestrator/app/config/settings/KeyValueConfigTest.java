package io.orchestrator.app.config.settings;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class KeyValueConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = KeyValueConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new KeyValueConfig(
                "mysql/master/", "", "http", Secret.of(""), false, KeyValueConfig.Provider.PLAIN, 5, ""));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = KeyValueConfig.from(configuration("""
                {
                  "KVClusterMasterPrefix": "text 0",
                  "ConsulAddress": "text 1",
                  "ConsulScheme": "text 2",
                  "ConsulAclToken": "text 3",
                  "ConsulCrossDataCenterDistribution": true,
                  "ConsulKVStoreProvider": "consul-txn",
                  "ConsulMaxKVsPerTransaction": 12,
                  "ZkAddress": "text 7"
                }"""));

        assertThat(settings).isEqualTo(new KeyValueConfig(
                "text 0/", "text 1", "text 2", Secret.of("text 3"), true, KeyValueConfig.Provider.TRANSACTIONS, 12,
                "text 7"));
    }

    @Test
    void normalisesPrefixProviderAndTransactionSize() {
        var settings = KeyValueConfig.from(configuration(
                """
                {"KVClusterMasterPrefix": "a/b///", "ConsulKVStoreProvider": "consul_txn",
                 "ConsulMaxKVsPerTransaction": 500}"""));

        assertThat(settings.prefix()).isEqualTo("a/b/");
        assertThat(settings.consulProvider()).isEqualTo(KeyValueConfig.Provider.TRANSACTIONS);
        assertThat(settings.consulTransactionSize()).isEqualTo(64);
    }
}
