package io.orchestrator.it.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RealServerIT {
    private final List<RealServer> servers = new ArrayList<>();

    @AfterEach
    void end() {
        servers.forEach(RealServer::close);
    }

    @ServerTest
    void startsAndAnswers(ServerFlavor flavor) {
        RealServer server = start(flavor);

        assertThat(server.sql().value("select @@version")).startsWith(server.version().text().replaceAll("-.*", ""));
        assertThat(server.sql().number("select @@port")).isEqualTo(server.port());
        assertThat(server.sql().value("select @@report_host")).isEqualTo("127.0.0.1");
        assertThat(server.sql().number("select @@report_port")).isEqualTo(server.port());
        assertThat(server.sql().number("select @@server_id")).isEqualTo(server.port());
        assertThat(server.sql().value("select @@global.log_bin")).isEqualTo("1");
        assertThat(server.sql().value("select @@global.performance_schema")).isEqualTo("1");
        assertThat(ProcessHandle.of(server.pid())).isPresent();
    }

    @ServerTest
    void beginsWithNoTransactions(ServerFlavor flavor) {
        RealServer server = start(flavor);

        assertThat(server.sql().value(switch (flavor) {
            case MYSQL -> "select @@global.gtid_executed";
            case MARIADB -> "select @@global.gtid_current_pos";
        })).isEmpty();
    }

    @ServerTest
    void twoServersHaveDifferentIdentities(ServerFlavor flavor) {
        RealServer one = start(flavor);
        RealServer other = start(flavor);
        String identity = switch (flavor) {
            case MYSQL -> "select @@server_uuid";
            case MARIADB -> "select @@server_uid";
        };

        assertThat(one.sql().value(identity)).isNotEqualTo(other.sql().value(identity));
        assertThat(one.port()).isNotEqualTo(other.port());
    }

    @ServerTest
    void loadsSemiSync(ServerFlavor flavor) {
        RealServer server = start(flavor);

        Replication.of(server).enableSemiSync(true);
        Replication.of(server).enableSemiSync(false);

        assertThat(Replication.of(server).semiSyncReplicas()).isZero();
    }

    @ServerTest
    void theApplicationIsStoppedByReadOnly(ServerFlavor flavor) {
        RealServer server = start(flavor);
        server.sql().execute("create table test.t (id int primary key)");
        server.sql(Account.APPLICATION).execute("insert into test.t values (1)");

        server.sql().execute("set global read_only=1");

        assertThatThrownBy(() -> server.sql(Account.APPLICATION).execute("insert into test.t values (2)"))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("error 1290");
    }

    @ServerTest
    void keepsAcknowledgedRowsThroughKill9(ServerFlavor flavor) {
        RealServer server = start(flavor);
        long before = server.pid();
        server.sql().execute("create table test.t (id int primary key)", "insert into test.t values (42)");

        server.kill9();

        assertThat(server.isAlive()).isFalse();
        assertThat(ProcessHandle.of(before).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(server.sql().answers()).isFalse();
        server.restart();
        assertThat(server.pid()).isNotEqualTo(before);
        assertThat(server.sql().number("select id from test.t")).isEqualTo(42);
    }

    @ServerTest
    void hangsWhileStoppedAndGoesOn(ServerFlavor flavor) throws SQLException {
        RealServer server = start(flavor);
        try (Connection connection = server.sql().connect(); Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 300);

            server.sigstop();

            assertThat(server.isAlive()).isTrue();
            assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
        }
        server.sigcont();
        assertThat(server.sql().answers()).isTrue();
    }

    @ServerTest
    void shutsDownCleanlyEvenWhenStopped(ServerFlavor flavor) {
        RealServer server = start(flavor);
        server.sql().execute("create table test.t (id int primary key)");
        server.sigstop();

        server.shutdown();

        assertThat(server.isAlive()).isFalse();
        assertThat(server.errorLog(20)).containsIgnoringCase("shutdown complete");
        server.restart();
        assertThat(server.sql().number("select count(*) from test.t")).isZero();
    }

    @ServerTest
    void isGoneAfterCloseEvenWhenStopped(ServerFlavor flavor) {
        RealServer server = start(flavor);
        long pid = server.pid();
        server.sigstop();

        server.close();

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(Ports.isFree(server.port())).isTrue();
        assertThat(RunFolder.ofThisJvm().server(server.port())).doesNotExist();
    }

    @ServerTest
    void saysItsLastWordsWhenItDoesNotStart(ServerFlavor flavor) {
        assertThatThrownBy(() -> RealServers.start(flavor, ServerOptions.defaults().with("--no-such-option=1")))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("ended while starting")
                .hasMessageContaining("no-such-option");
    }

    @ServerTest
    void sharesOneServerAmongDatabases(ServerFlavor flavor) {
        try (var one = SharedServers.database(flavor); var other = SharedServers.database(flavor)) {
            assertThat(one.server()).isSameAs(other.server());
            assertThat(one.name()).isNotEqualTo(other.name());
            one.server().sql().execute("create table " + one.name() + ".t (id int primary key)");
            assertThat(one.server().sql().rows("show tables from " + other.name())).isEmpty();
        }
    }

    private RealServer start(ServerFlavor flavor) {
        RealServer server = RealServers.start(flavor);
        servers.add(server);
        return server;
    }
}
