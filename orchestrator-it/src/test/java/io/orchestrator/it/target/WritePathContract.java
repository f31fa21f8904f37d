package io.orchestrator.it.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import io.orchestrator.backend.probe.WriteTrial;
import io.orchestrator.domain.instance.CommitProgress;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeWrite;
import io.orchestrator.domain.instance.WriteHealth;
import io.orchestrator.domain.instance.WriteHealth.Verdict;
import io.orchestrator.it.server.Account;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.it.server.ServerOptions;
import io.orchestrator.it.server.SmallDisk;
import io.orchestrator.it.server.WriteLoad;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** What probes make of the write path of real servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WritePathContract {
    static final String DISK = "io.orchestrator.it.server.SmallDisk#isPossible";
    static final String NO_DISK =
            "a disk of its own cannot be mounted here: that needs root, a loop device and mkfs.ext4";

    private static final WriteTrial TRIAL =
            new WriteTrial("replace into test.trial values (1, now(6))", Duration.ofSeconds(2));
    private static final Duration STALLED_AFTER = Duration.ofSeconds(5);
    private static final int MEGABYTES = 64;

    private final ServerFlavor flavor;
    private final RealServer server;

    WritePathContract(ServerFlavor flavor) {
        this.flavor = flavor;
        this.server = RealServers.start(flavor);
    }

    @AfterAll
    void endServer() {
        server.close();
    }

    @BeforeEach
    void serverTakesWrites() {
        prepare(server);
    }

    private static void prepare(RealServer target) {
        target.sql()
                .execute("set global read_only = 0",
                        "create table if not exists test.trial (id int primary key, at timestamp(6) not null)");
    }

    private static TargetFixture looking(RealServer target, WriteTrial trial) {
        TargetFixture fixture = TargetFixture.create(settings -> settings.withWrites(trial));
        fixture.adapters.prober().lookAtWrites(Set.of(target.key()));
        return fixture;
    }

    private static Optional<WriteHealth> health(TargetFixture fixture, RealServer target) {
        return switch (fixture.probe(target, Depth.ROUTINE, Duration.ofSeconds(1))) {
            case ProbeOutcome.Seen seen -> Optional.ofNullable(seen.writes());
            case ProbeOutcome.PartlySeen partly -> Optional.ofNullable(partly.writes());
            case ProbeOutcome.Unseen _ -> Optional.empty();
        };
    }

    private static WriteHealth await(TargetFixture fixture, RealServer target, Verdict verdict) {
        var last = new AtomicReference<Optional<WriteHealth>>(Optional.empty());
        Await.until("the write path of " + target + " to be " + verdict, Duration.ofSeconds(60), () -> {
            last.set(health(fixture, target));
            return Objects.requireNonNull(last.get())
                    .filter(health -> health.verdict(STALLED_AFTER) == verdict)
                    .isPresent();
        }, () -> "It is " + last.get() + "; sessions: "
                + target.sql().rows("select id, user, command, time, state, info from information_schema.processlist"));
        return Objects.requireNonNull(last.get()).orElseThrow();
    }

    private ProbeWrite awaitTrial(TargetFixture fixture, ProbeWrite.Result result) {
        var last = new AtomicReference<Optional<ProbeWrite>>(Optional.empty());
        Await.until("the write on trial to be " + result, Duration.ofSeconds(30), () -> {
            last.set(health(fixture, server).map(WriteHealth::write));
            return Objects.requireNonNull(last.get()).filter(write -> write.result() == result).isPresent();
        }, () -> "It is " + last.get());
        return Objects.requireNonNull(last.get()).orElseThrow();
    }

    private static Thread inBackground(RealServer target, String statement) {
        return Thread.ofVirtual().start(() -> {
            try (Connection connection = target.sql(Account.APPLICATION).connect();
                    Statement running = connection.createStatement()) {
                running.execute(statement);
            } catch (SQLException _) {
                // What becomes of it is what the probe is to tell.
            }
        });
    }

    @Test
    void idleServerIsWellAndIsWrittenTo() {
        try (TargetFixture fixture = looking(server, TRIAL)) {
            ProbeWrite write = awaitTrial(fixture, ProbeWrite.Result.WRITTEN);

            assertThat(write.took()).isLessThan(TRIAL.deadline());
            assertThat(await(fixture, server, Verdict.WELL).commits()).isEqualTo(CommitProgress.FREE);
            assertThat(server.sql().number("select count(*) from test.trial")).isEqualTo(1);
        }
    }

    @Test
    void serverUnderLoadIsWell() {
        try (TargetFixture fixture = looking(server, WriteTrial.NONE);
                WriteLoad one = WriteLoad.on(server, Duration.ZERO);
                WriteLoad other = WriteLoad.on(server, Duration.ZERO)) {
            int before = one.acknowledged().size() + other.acknowledged().size();
            Await.until("some load", Duration.ofSeconds(60), () -> {
                assertThat(health(fixture, server)).hasValueSatisfying(
                        health -> assertThat(health.verdict(Duration.ofSeconds(2))).isEqualTo(Verdict.WELL));
                return one.acknowledged().size() + other.acknowledged().size() > before + 2_000;
            });
        }
    }

    @Test
    void transactionThatIsLeftOpenIsNoStall() throws SQLException {
        try (TargetFixture fixture = looking(server, WriteTrial.NONE);
                Connection connection = server.sql().connect();
                Statement open = connection.createStatement()) {
            connection.setAutoCommit(false);
            open.execute("replace into test.trial values (2, now(6))");

            assertThat(health(fixture, server)).hasValueSatisfying(
                    health -> assertThat(health.commits()).isEqualTo(CommitProgress.FREE));
            connection.rollback();
        }
    }

    @Test
    void lockThatSomebodyHoldsOnAllWritesIsNamedAndNoStall() throws SQLException {
        try (TargetFixture fixture = looking(server, TRIAL);
                Connection person = server.sql().connect();
                Statement lock = person.createStatement()) {
            lock.execute("flush tables with read lock");
            Thread writer = inBackground(server, "insert into test.trial values (3, now(6))");

            assertThat(await(fixture, server, Verdict.LOCKED).commits().waitingFor())
                    .isEqualTo(CommitProgress.Wait.READ_LOCK);
            awaitTrial(fixture, ProbeWrite.Result.LOCKED);
            lock.execute("unlock tables");
            Await.until("the writer to end", Duration.ofSeconds(30), () -> !writer.isAlive());
        }
    }

    @Test
    void rowThatSomebodyLocksIsNoStall() throws SQLException {
        try (TargetFixture fixture = looking(server, TRIAL);
                Connection person = server.sql().connect();
                Statement lock = person.createStatement()) {
            awaitTrial(fixture, ProbeWrite.Result.WRITTEN);
            person.setAutoCommit(false);
            lock.execute("update test.trial set at = now(6) where id = 1");

            awaitTrial(fixture, ProbeWrite.Result.LOCKED);
            person.rollback();
        }
    }

    @Test
    void statementOfNoUseIsTold() {
        var trial = new WriteTrial("insert into test.nowhere values (1)", TRIAL.deadline());
        try (TargetFixture fixture = looking(server, trial)) {
            assertThat(awaitTrial(fixture, ProbeWrite.Result.REFUSED).number()).isEqualTo(1146);
        }
    }

    @Test
    void readOnlyServerIsNotWrittenTo() {
        server.sql().execute("delete from test.trial", "set global read_only = 1");
        try (TargetFixture fixture = looking(server, TRIAL)) {
            assertThat(health(fixture, server)).isEmpty();
            assertThat(server.sql().number("select count(*) from test.trial")).isZero();
        }
    }

    private RealServer withItsBinaryLogOn(SmallDisk disk) {
        RealServer own = RealServers.start(flavor,
                ServerOptions.defaults().with("--log-bin=" + disk.folder().resolve("mysql-bin")));
        prepare(own);
        return own;
    }

    @Test
    @EnabledIf(value = DISK, disabledReason = NO_DISK)
    void frozenDiskIsAStallWhereADiskOfItsOwnCanBeMounted() {
        try (SmallDisk disk = SmallDisk.create(MEGABYTES); RealServer own = withItsBinaryLogOn(disk)) {
            try (TargetFixture fixture = looking(own, WriteTrial.NONE)) {
                disk.freeze();
                Thread writer = inBackground(own, "insert into test.trial values (4, now(6))");

                WriteHealth stalled = await(fixture, own, Verdict.STALLED);
                disk.thaw();

                assertThat(stalled.commits().waitingFor()).isEqualTo(CommitProgress.Wait.COMMIT);
                Await.until("the writer to end", Duration.ofSeconds(30), () -> !writer.isAlive());
                await(fixture, own, Verdict.WELL);
                assertThat(own.sql().number("select count(*) from test.trial where id = 4")).isEqualTo(1);
            } finally {
                disk.thaw();
            }
        }
    }

    /** Without the write on trial there would be nobody who waits. */
    @Test
    @EnabledIf(value = DISK, disabledReason = NO_DISK)
    void idleServerOnAFrozenDiskIsFoundByTheWriteOnTrialWhereADiskOfItsOwnCanBeMounted() {
        try (SmallDisk disk = SmallDisk.create(MEGABYTES); RealServer own = withItsBinaryLogOn(disk)) {
            try (TargetFixture fixture = looking(own, TRIAL)) {
                await(fixture, own, Verdict.WELL);
                disk.freeze();

                await(fixture, own, Verdict.STALLED);
                long waiting = own.sql()
                        .number("select count(*) from information_schema.processlist where info like 'replace into test.trial%'");
                disk.thaw();

                assertThat(waiting).as("writes on trial at once").isEqualTo(1);
                await(fixture, own, Verdict.WELL);
            } finally {
                disk.thaw();
            }
        }
    }

    @Test
    @EnabledIf(value = DISK, disabledReason = NO_DISK)
    void fullDiskIsToldWhereADiskOfItsOwnCanBeMounted() {
        try (SmallDisk disk = SmallDisk.create(MEGABYTES); RealServer own = withItsBinaryLogOn(disk)) {
            try (TargetFixture fixture = looking(own, TRIAL)) {
                disk.fill();

                assertFull(await(fixture, own, fullDiskIs()));
                disk.free();
            }
        }
    }

    /** What a full disk under the binary log looks like. */
    abstract Verdict fullDiskIs();

    /** What is told of it. */
    abstract void assertFull(WriteHealth health);
}
