package io.orchestrator.it.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.promotion.ReplicaReading;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.ServerFlavor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlActuatingIT extends ActuatingContract {
    MySqlActuatingIT() {
        super(ServerFlavor.MYSQL);
    }

    @Test
    void replicaThatIsPointedElsewhereKeepsWhatItReceived() throws SQLException {
        assertThatReceivedSurvives(new ServerAction.PointTo(second.key(), first.key()));
    }

    @Test
    void replicaThatIsDetachedKeepsWhatItReceived() throws SQLException {
        assertThatReceivedSurvives(new ServerAction.Detach(second.key()));
    }

    @Test
    void replicaWithAStoppedApplierKeepsWhatItReceivedToo() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.done(new ServerAction.StopReceiver(first.key()));
            second.sql().execute("stop replica sql_thread");
            GtidSet written = receivedBySecondOnly(fixture);

            ReplicaReading after = read(fixture.done(new ServerAction.PointTo(second.key(), first.key())));

            assertThat(after.received().contains(written)).isTrue();
            fixture.done(new ServerAction.DrainApplier(second.key(), written, SOON));
        }
    }

    /** The transactions are on no other server that lives: were its relay logs discarded, they would be lost. */
    private void assertThatReceivedSurvives(ServerAction action) throws SQLException {
        try (TargetFixture fixture = TargetFixture.create();
                Connection holder = second.sql().connect();
                Statement held = holder.createStatement()) {
            fixture.done(new ServerAction.StopReceiver(first.key()));
            held.execute("lock tables test.heartbeat read");
            GtidSet written = receivedBySecondOnly(fixture);

            ReplicaReading after = read(fixture.done(action));
            held.execute("unlock tables");

            assertThat(after.received().contains(written)).isTrue();
            fixture.done(new ServerAction.DrainApplier(second.key(), written, SOON));
        }
    }

    private GtidSet receivedBySecondOnly(TargetFixture fixture) {
        GtidSet written = write(fixture);
        Await.until("the transaction to be received", SOON, () -> fixture.see(second)
                .defaultChannel()
                .map(channel -> channel.retrieved())
                .filter(retrieved -> retrieved != null
                        && retrieved.union(fixture.see(second).gtid().executed()).contains(written))
                .isPresent());
        source.kill9();
        assertThat(fixture.see(second).gtid().executed().contains(written)).isFalse();
        return written;
    }
}
