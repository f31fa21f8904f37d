package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.driven.ServerWatch.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link ServerWatch} does. */
public abstract class ServerWatchContract {
    private static final Duration SLEEP = Duration.ofMillis(500);
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private ServersUnderTest servers;

    /** Fresh servers. */
    protected abstract ServersUnderTest newServers();

    @BeforeEach
    void start() {
        servers = newServers();
    }

    @AfterEach
    void stop() {
        servers.watch().disarm(servers.source());
        servers.close();
    }

    private void arm() {
        servers.watch().arm(servers.source(), SLEEP, events::add);
        servers.patience().until("the watch stands", () -> has(Event.Armed.class));
    }

    private boolean has(Class<? extends Event> type) {
        return events.stream().anyMatch(type::isInstance);
    }

    @Test
    void anArmedWatchSaysSo() {
        arm();

        assertThat(events).first().isEqualTo(new Event.Armed(servers.source()));
    }

    @Test
    void aKilledServerBreaksItsWatch() {
        arm();

        servers.kill(servers.source());

        servers.patience().until("it is broken", () -> has(Event.Broken.class));
        assertThat(events).last().extracting(Event::key).isEqualTo(servers.source());
        assertThat(events).last()
                .isInstanceOfSatisfying(Event.Broken.class,
                        broken -> assertThat(broken.orderly()).as(broken.reason()).isFalse());
    }

    @Test
    void aServerThatIsShutDownSaysSo() {
        arm();

        servers.shutDown(servers.source());

        servers.patience().until("it is broken", () -> has(Event.Broken.class));
        assertThat(events).last()
                .isInstanceOfSatisfying(Event.Broken.class,
                        broken -> assertThat(broken.orderly()).as(broken.reason()).isEqualTo(servers.tellsShutDown()));
    }

    @Test
    void aWatchOfADeadServerIsBrokenFromTheStart() {
        servers.kill(servers.source());

        servers.watch().arm(servers.source(), SLEEP, events::add);

        servers.patience().until("it is broken", () -> has(Event.Broken.class));
        assertThat(has(Event.Armed.class)).isFalse();
    }

    @Test
    void aHungServerIsLate() {
        arm();

        servers.hang(servers.source());

        servers.patience().until("it is late", () -> has(Event.Late.class));
        assertThat(has(Event.Broken.class)).isFalse();
        servers.resume(servers.source());
    }

    @Test
    void aDisarmedWatchSaysNothing() {
        arm();

        servers.watch().disarm(servers.source());
        servers.kill(servers.source());
        servers.watch().arm(servers.replicas().getFirst(), SLEEP, events::add);
        servers.patience().until("another watch stands", () -> events.size() >= 2);

        assertThat(events).extracting(Event::key).containsExactly(servers.source(), servers.replicas().getFirst());
        servers.watch().disarm(servers.replicas().getFirst());
    }

    @Test
    void armingAgainReplacesTheWatch() {
        arm();
        List<Event> second = new CopyOnWriteArrayList<>();

        servers.watch().arm(servers.source(), SLEEP, second::add);
        servers.patience().until("the second stands", () -> !second.isEmpty());
        servers.kill(servers.source());

        servers.patience().until("the second is broken", () -> second.size() >= 2);
        assertThat(events).hasSize(1);
    }
}
