package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.ServerWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a tripwire on every server with replicas and on the primary of every group. What a watch says makes the engine look, nothing
 * more. When many watches break within a second, it is this node's own network that is doubted.
 */
final class WatchLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LAST_BACK_OFF = Duration.ofSeconds(30);
    private static final Duration BREAK_WINDOW = Duration.ofSeconds(1);
    private static final double DOUBTED_SHARE = 0.2;

    /** Whom it tells. */
    interface Listener {
        /** A server, and those that depend on it, must be looked at now. */
        void suspect(InstanceKey key);

        /** A server is late to answer: it may hang. */
        void late(InstanceKey key);

        /** A server said that it shuts down. */
        void shutDown(InstanceKey key);

        /** So many watches broke at once that it is this node's network that is doubted. */
        void manyBroke();
    }

    private final Loop loop;
    private final ServerWatch watch;
    private final Supplier<Tuning.Probing> tuning;
    private final Listener listener;
    private final Set<InstanceKey> wanted = new HashSet<>();
    private final Set<InstanceKey> armed = new HashSet<>();
    private final Set<InstanceKey> standing = new HashSet<>();
    private final Map<InstanceKey, Duration> backOff = new HashMap<>();
    private final Map<InstanceKey, Duration> notBefore = new HashMap<>();
    private final Deque<Duration> breaks = new ArrayDeque<>();

    WatchLoop(Loop loop, ServerWatch watch, Supplier<Tuning.Probing> tuning, Listener listener) {
        this.loop = loop;
        this.watch = watch;
        this.tuning = tuning;
        this.listener = listener;
    }

    void start() {
        loop.every(CHECK_EVERY, this::arm);
    }

    /** Servers that others depend on now, and that answer. */
    void want(Set<InstanceKey> servers) {
        wanted.clear();
        Tuning.Probing probing = tuning.get();
        if (!probing.watchSleep().isZero()) {
            servers.stream().filter(probing.watched()).forEach(wanted::add);
        }
        for (InstanceKey key : Set.copyOf(armed)) {
            if (!wanted.contains(key)) {
                disarm(key);
            }
        }
        arm();
    }

    /** Ends all watches. */
    void clear() {
        wanted.clear();
        Set.copyOf(armed).forEach(this::disarm);
    }

    private void disarm(InstanceKey key) {
        watch.disarm(key);
        armed.remove(key);
        standing.remove(key);
    }

    private void arm() {
        for (InstanceKey key : wanted) {
            Duration earliest = notBefore.getOrDefault(key, Duration.ZERO);
            if (!armed.contains(key) && loop.now().compareTo(earliest) >= 0) {
                armed.add(key);
                watch.arm(key, tuning.get().watchSleep(), event -> loop.post(() -> noticed(event)));
            }
        }
    }

    private void noticed(ServerWatch.Event event) {
        InstanceKey key = event.key();
        if (!armed.contains(key)) {
            return;
        }
        switch (event) {
            case ServerWatch.Event.Armed _ -> {
                standing.add(key);
                backOff.remove(key);
            }
            case ServerWatch.Event.Broken broken -> {
                armed.remove(key);
                Duration wait = backOff.getOrDefault(key, FIRST_BACK_OFF);
                Duration doubled = wait.multipliedBy(2);
                backOff.put(key, doubled.compareTo(LAST_BACK_OFF) > 0 ? LAST_BACK_OFF : doubled);
                notBefore.put(key, loop.now().plus(wait));
                int before = standing.size();
                if (standing.remove(key)) {
                    LOG.info("the watch of {} broke ({}); looking at it and its replicas now", key, broken.reason());
                    brokeWhileStanding(before);
                    if (broken.orderly()) {
                        listener.shutDown(key);
                    }
                    listener.suspect(key);
                }
            }
            case ServerWatch.Event.Late late -> {
                LOG.info("{} is {} ms late to answer its watch; looking at it and its replicas now", key,
                        late.by().toMillis());
                // In this order: what is read from now on counts.
                listener.late(key);
                listener.suspect(key);
            }
            case ServerWatch.Event.GroupChanged _ -> {
                LOG.info("the group of {} has another primary; looking at its members now", key);
                listener.suspect(key);
            }
        }
    }

    private void brokeWhileStanding(int before) {
        Duration now = loop.now();
        breaks.addLast(now);
        while (now.minus(breaks.getFirst()).compareTo(BREAK_WINDOW) > 0) {
            breaks.removeFirst();
        }
        int total = before + breaks.size() - 1;
        if (breaks.size() > total * DOUBTED_SHARE) {
            listener.manyBroke();
        }
    }
}
