package io.orchestrator.domain.topology;

import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;
import org.junit.jupiter.api.Test;

import static io.orchestrator.domain.testing.Instances.key;
import static org.assertj.core.api.Assertions.assertThat;

class PastTopologyTest {
    @Test
    void drawsNamesOnlyAndMarksAllReplicasAlike() {
        PastTopology past = new PastTopology(Map.of(
                key("db1"), InstanceKey.NONE,
                key("db2"), key("db1"),
                key("db3"), key("db1"),
                key("db4"), key("db2")));

        assertThat(past.draw()).isEqualTo("""
                db1:3306
                - db2:3306
                  - db4:3306
                - db3:3306""");
    }

    @Test
    void beginsWithTheLastServerWhoseSourceIsElsewhere() {
        PastTopology past = new PastTopology(Map.of(key("db1"), InstanceKey.NONE, key("db2"), key("elsewhere")));

        assertThat(past.draw()).isEqualTo("db2:3306");
    }

    @Test
    void drawsBothSidesOfARing() {
        PastTopology past = new PastTopology(Map.of(
                key("db1"), key("db2"),
                key("db2"), key("db1"),
                key("db3"), key("db1")));

        assertThat(past.draw()).isEqualTo("""
                - db1:3306
                  - db3:3306
                - db2:3306""");
    }

    @Test
    void drawsNothingOfNothing() {
        assertThat(new PastTopology(Map.of()).draw()).isEmpty();
    }
}
