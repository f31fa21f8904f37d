package io.orchestrator.it.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.orchestrator.backend.probe.ClassificationQueries;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.recovery.ActionOutcome;
import io.orchestrator.domain.recovery.ServerAction;
import io.orchestrator.it.server.Await;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.RealServers;
import io.orchestrator.it.server.ServerFlavor;
import io.orchestrator.ports.driven.InstanceProber.Depth;
import io.orchestrator.ports.driven.ServerWatch.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** What probes, actions and watches make of a server that is killed, stopped and started again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FailingServersContract {
    private static final Duration SHORT = Duration.ofSeconds(1);
    /** The driver counts in whole milliseconds. */
    private static final Duration ALMOST_SHORT = SHORT.minusMillis(2);

    private static final InstanceKey NOBODY = new InstanceKey("none", 1);

    private final RealServer server;

    FailingServersContract(ServerFlavor flavor) {
        this.server = RealServers.start(flavor);
    }

    @AfterAll
    void endServer() {
        server.close();
    }

    @BeforeEach
    void serverRunsAndIsReadOnly() {
        server.restart();
        server.sql().execute("set global read_only = 1");
    }

    @Test
    void killedServerIsRefusedAtOnceThoughAConnectionWasKept() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.see(server);
            server.kill9();

            ProbeOutcome outcome = fixture.probe(server, Depth.ROUTINE, TargetFixture.PATIENCE);

            assertThat(TargetFixture.failureOf(outcome).kind()).isEqualTo(ProbeFailure.Kind.REFUSED);
            assertThat(outcome.times().latency()).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void restartedServerIsSeenByTheNextProbe() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.see(server);
            server.kill9();
            server.restart();

            assertThat(fixture.see(server).isReadOnly()).isFalse();
        }
    }

    @Test
    void stoppedServerTimesOutAtTheDeadlineAndIsSeenAfterwards() {
        try (TargetFixture fixture = TargetFixture.create()) {
            fixture.see(server);
            server.sigstop();

            ProbeOutcome onKept = fixture.probe(server, Depth.ROUTINE, SHORT);
            ProbeOutcome onNew = fixture.probe(server, Depth.LAST_LOOK, SHORT);
            server.sigcont();

            assertThat(TargetFixture.failureOf(onKept).kind()).isEqualTo(ProbeFailure.Kind.TIMED_OUT);
            assertThat(onKept.times().latency()).isBetween(ALMOST_SHORT, SHORT.plusMillis(500));
            assertThat(TargetFixture.failureOf(onNew).kind()).isEqualTo(ProbeFailure.Kind.TIMED_OUT);
            assertThat(onNew.times().latency()).isBetween(ALMOST_SHORT, SHORT.plusMillis(500));
            fixture.see(server);
        }
    }

    /** It answered all that counts before it stopped; that is when it was seen. */
    @Test
    void serverStoppedUnderAConfiguredQueryWasSeenBeforeAndTimesOutTheNextTime() {
        var sleeping =
                new ClassificationQueries("", "", "", "", "", "", "", "", "", "select 1 + sleep(30) from dual");
        Duration deadline = Duration.ofSeconds(5);
        try (TargetFixture fixture = TargetFixture.create(settings -> settings.withQueries(sleeping))) {
            CompletionStage<ProbeOutcome> probe =
                    fixture.adapters.prober().probe(server.key(), Depth.ROUTINE, deadline);
            Await.until("the query to run", deadline, () -> server.sql()
                    .number("select count(*) from information_schema.processlist where info like 'select 1 + sleep%'")
                    > 0);
            server.sigstop();

            ProbeOutcome under = TargetFixture.await(probe);
            ProbeOutcome next = fixture.probe(server, Depth.ROUTINE, SHORT);
            server.sigcont();

            assertThat(under).isInstanceOf(ProbeOutcome.Seen.class);
            assertThat(under.times().latency()).isLessThan(deadline.minusMillis(500));
            assertThat(TargetFixture.failureOf(next).kind()).isEqualTo(ProbeFailure.Kind.TIMED_OUT);
        }
    }

    @Test
    void nothingIsLeftOfProbesAndActionsThatTimedOut() {
        try (TargetFixture fixture = TargetFixture.create()) {
            server.sigstop();
            for (int i = 0; i < 5; i++) {
                fixture.probe(server, Depth.ROUTINE, Duration.ofMillis(100));
                fixture.execute(new ServerAction.MakeReadOnly(server.key()), Duration.ofMillis(100));
            }
            server.sigcont();

            Await.until("all threads to end", SHORT, () -> fixture.adapters.waitingThreads() == 0);
            fixture.adapters.forget(server.key());

            Await.until("no session but the asking one", Duration.ofSeconds(15), () -> server.sql()
                    .number("select count(*) from information_schema.processlist where user = 'orc'") == 1);
        }
    }

    @Test
    void actionOnAStoppedServerFailsWhenNothingWasSent() {
        try (TargetFixture fixture = TargetFixture.create()) {
            server.sigstop();

            ActionOutcome outcome = fixture.execute(new ServerAction.MakeReadOnly(server.key()), SHORT);
            server.sigcont();

            assertThat(outcome).isInstanceOf(ActionOutcome.Failed.class);
            assertThat(((ActionOutcome.Failed) outcome).unreachable()).isFalse();
        }
    }

    @Test
    void actionOnAKilledServerFailsAsUnreachable() {
        try (TargetFixture fixture = TargetFixture.create()) {
            server.kill9();

            ActionOutcome outcome = fixture.execute(new ServerAction.MakeReadOnly(server.key()));

            assertThat(outcome).isInstanceOf(ActionOutcome.Failed.class);
            assertThat(((ActionOutcome.Failed) outcome).unreachable()).isTrue();
        }
    }

    @Test
    void actionThatIsUnderWayWhenItsDeadlinePassesIsUnanswered() throws SQLException {
        server.sql().execute("set global read_only = 0", "create table if not exists test.held (id int primary key)");
        try (TargetFixture fixture = TargetFixture.create();
                Connection holder = server.sql().connect();
                Statement held = holder.createStatement()) {
            held.execute("lock tables test.held write");

            // The server itself gives up after a second at the earliest.
            ActionOutcome outcome =
                    fixture.execute(new ServerAction.MakeReadOnly(server.key()), Duration.ofMillis(600));
            held.execute("unlock tables");

            assertThat(outcome).isInstanceOf(ActionOutcome.Unanswered.class);
        }
    }

    @Test
    void serverStoppedUnderTheStatementThatMakesItWritableStaysReadOnlyWhenItWakes() throws SQLException {
        try (TargetFixture fixture = TargetFixture.create();
                Connection admin = server.sql().connect();
                Statement statement = admin.createStatement()) {
            // What the action sends, with the server stopped between the reading of its clock and the statement's arrival.
            String expires;
            try (var clock = statement.executeQuery("select sysdate(6) + interval 300000 microsecond")) {
                clock.next();
                expires = clock.getString(1);
            }
            server.sigstop();
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    statement.execute("set global read_only = if(sysdate(6) < cast('" + expires
                            + "' as datetime(6)), 0, @@global.read_only)");
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            Await.until("the deadline to pass", Duration.ofSeconds(5),
                    new Elapsed(Duration.ofMillis(600))::isOver);
            server.sigcont();
            join(sender);

            assertThat(server.sql().number("select @@global.read_only")).isEqualTo(1);
            fixture.done(new ServerAction.MakeWritable(server.key(), SHORT));
            assertThat(server.sql().number("select @@global.read_only")).isZero();
        }
    }

    @Test
    void watchTellsOfAKilledServerWithin200Milliseconds() throws InterruptedException {
        try (TargetFixture fixture = TargetFixture.create()) {
            BlockingQueue<Event> events = watch(fixture, Duration.ofSeconds(5));
            assertThat(next(events)).isInstanceOf(Event.Armed.class);

            long killed = System.nanoTime();
            server.kill9();
            Event event = next(events);
            Duration after = Duration.ofNanos(System.nanoTime() - killed);

            assertThat(event).isInstanceOf(Event.Broken.class);
            assertThat(after).isLessThan(Duration.ofMillis(200));
        }
    }

    @Test
    void watchTellsOfAServerThatIsShutDown() throws InterruptedException {
        try (TargetFixture fixture = TargetFixture.create()) {
            BlockingQueue<Event> events = watch(fixture, Duration.ofSeconds(5));
            assertThat(next(events)).isInstanceOf(Event.Armed.class);

            server.shutdown();

            assertThat(next(events)).isInstanceOf(Event.Broken.class);
        }
    }

    @Test
    void watchOfAStoppedServerIsLateOnceAndStays() throws InterruptedException {
        try (TargetFixture fixture = TargetFixture.create()) {
            BlockingQueue<Event> events = watch(fixture, Duration.ofMillis(500));
            assertThat(next(events)).isInstanceOf(Event.Armed.class);

            server.sigstop();
            Event event = next(events);
            server.sigcont();

            assertThat(event).isInstanceOf(Event.Late.class);
            assertThat(((Event.Late) event).by()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(2));
            assertThat(fixture.adapters.watches()).isEqualTo(1);
            server.kill9();
            assertThat(next(events)).isInstanceOf(Event.Broken.class);
        }
    }

    @Test
    void watchThatCannotConnectIsBroken() throws InterruptedException {
        try (TargetFixture fixture = TargetFixture.create()) {
            server.kill9();

            assertThat(next(watch(fixture, Duration.ofSeconds(5)))).isInstanceOf(Event.Broken.class);
            assertThat(fixture.adapters.watches()).isZero();
        }
    }

    @Test
    void disarmedWatchIsSilentAndItsConnectionGone() throws InterruptedException {
        try (TargetFixture fixture = TargetFixture.create()) {
            BlockingQueue<Event> events = watch(fixture, Duration.ofSeconds(5));
            assertThat(next(events)).isInstanceOf(Event.Armed.class);

            fixture.adapters.watch().disarm(server.key());

            Await.until("no session but the asking one", Duration.ofSeconds(15), () -> server.sql()
                    .number("select count(*) from information_schema.processlist where user = 'orc'") == 1);
            assertThat(events).isEmpty();
        }
    }

    private BlockingQueue<Event> watch(TargetFixture fixture, Duration sleep) {
        var events = new LinkedBlockingQueue<Event>();
        fixture.adapters.watch().arm(server.key(), sleep, events::add);
        return events;
    }

    private static Event next(BlockingQueue<Event> events) throws InterruptedException {
        Event event = events.poll(15, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event == null ? new Event.Broken(NOBODY, "") : event;
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(15))).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Whether some time is over. */
    private record Elapsed(Duration wanted, long began) {
        Elapsed(Duration wanted) {
            this(wanted, System.nanoTime());
        }

        boolean isOver() {
            return System.nanoTime() - began > wanted.toNanos();
        }
    }
}
