package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.naming.HostNames;
import io.orchestrator.domain.naming.NameBook;
import io.orchestrator.domain.naming.NamingSettings;
import io.orchestrator.domain.naming.Resolution;
import io.orchestrator.domain.naming.SnapshotNames;
import io.orchestrator.domain.topology.HostAliases;
import io.orchestrator.ports.driven.HostnameResolver;
import io.orchestrator.ports.driven.NameStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@link NameBook}: asks the network for what is not known, the backend for what others know, and writes what is new to the
 * backend, in batches, on the leader (discovery.md 7.1 and 7.2).
 */
final class NameLoop {
    private static final Logger LOG = LoggerFactory.getLogger(NameLoop.class);
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration MINUTELY = Duration.ofSeconds(60);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(5);
    private static final Duration LOOK_UP_LIMIT = HostnameResolver.DEADLINE.plusMillis(500);
    /** What a probe saw is not held back for longer: a server whose probe is pending counts as one that may hang. */
    private static final Duration FOLD_WAITS = Duration.ofMillis(300);
    private static final int BATCH = 200;
    private static final int MOST_FAILING = 10_000;

    /** Who has to hear of names. */
    interface Listener {
        /** Other names of hosts are these from now on. */
        void aliases(HostAliases aliases);

        /** A server is to be asked, under this name, what it calls itself now. */
        void verify(InstanceKey key);
    }

    private final Loop loop;
    private final HostnameResolver resolver;
    private final NameStore store;
    private final Supplier<Tuning> tuning;
    private final BooleanSupplier leads;
    private final Listener listener;
    private final NameBook book;
    private final Set<String> beingLookedUp = new HashSet<>();
    private final Map<String, String> failing = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Runnable> untilLoaded = new ArrayList<>();
    private boolean loading;
    private boolean loaded;
    private boolean writing;
    private long version;

    /** Goes on when all these names were looked up. */
    private record Waiting(Set<String> hosts, Runnable then) {}

    NameLoop(Loop loop, World world, Supplier<Tuning> tuning, BooleanSupplier leads, Listener listener) {
        this.loop = loop;
        this.resolver = world.resolver();
        this.store = world.stores().registers().names();
        this.tuning = tuning;
        this.leads = leads;
        this.listener = listener;
        this.book = new NameBook(tuning.get().naming().lifetime());
    }

    void start() {
        load();
        loop.every(OFTEN, () -> {
            Map<String, String> news = book.takeNews(BATCH);
            if (leads.getAsBoolean()) {
                write(news);
            }
        });
        loop.every(MINUTELY, this::minutely);
    }

    private NamingSettings settings() {
        NamingSettings settings = tuning.get().naming();
        book.use(settings.lifetime());
        return settings;
    }

    private void minutely() {
        NamingSettings settings = settings();
        book.expire(loop.now());
        changed();
        if (!settings.method().isStored()) {
            return;
        }
        if (!leads.getAsBoolean()) {
            load();
            return;
        }
        Map<String, String> batch = new TreeMap<>();
        for (Map.Entry<String, String> other : book.others(loop.now()).entrySet()) {
            batch.put(other.getKey(), other.getValue());
            if (batch.size() == BATCH) {
                store(batch);
                batch = new TreeMap<>();
            }
        }
        store(batch);
    }

    private void store(Map<String, String> names) {
        if (!names.isEmpty()) {
            loop.within(STORE_DEADLINE, store.writeResolved(names), _ -> {},
                    failure -> LOG.debug("host names could not be stored: {}", failure.getMessage()));
        }
    }

    private void write(Map<String, String> names) {
        if (names.isEmpty() || !settings().method().isStored()) {
            return;
        }
        if (writing) {
            book.tellAgain(names);
            return;
        }
        writing = true;
        loop.within(STORE_DEADLINE, store.writeResolved(names), _ -> writing = false, failure -> {
            writing = false;
            book.tellAgain(names);
            LOG.debug("host names could not be stored: {}", failure.getMessage());
        });
    }

    /** Writes what is new now, on whatever node: somebody made this process find it out. */
    void writeNews() {
        write(book.takeNews(BATCH));
    }

    private void load() {
        if (loading || !settings().method().isStored()) {
            return;
        }
        loading = true;
        loop.within(STORE_DEADLINE, store.resolved(), names -> {
            book.load(names, loop.now());
            failing.keySet().removeAll(names.keySet());
            changed();
            goOn();
        }, failure -> {
            LOG.debug("stored host names could not be read: {}", failure.getMessage());
            goOn();
        });
    }

    /** Also after a failure: names are then learned anew, and the minutely reading follows. */
    private void goOn() {
        loading = false;
        loaded = true;
        List<Runnable> all = List.copyOf(untilLoaded);
        untilLoaded.clear();
        all.forEach(Runnable::run);
    }

    private void whenLoaded(Runnable task) {
        if (loaded || !settings().method().isStored()) {
            task.run();
        } else {
            untilLoaded.add(task);
            load();
        }
    }

    /** The key under which a server goes, from memory. */
    InstanceKey known(InstanceKey key) {
        return book.resolve(key, loop.now());
    }

    HostAliases aliases() {
        return new HostAliases(book.aliases(loop.now()));
    }

    /** Resolves a key, asking the network where need be. What cannot be resolved stays as it is. */
    void ask(InstanceKey given, Consumer<InstanceKey> then) {
        ask(given, false, then);
    }

    /** As {@link #ask(InstanceKey, Consumer)}, and a name that could not be resolved a moment ago is looked up again at once. */
    void askAgain(InstanceKey given, Consumer<InstanceKey> then) {
        ask(given, true, then);
    }

    private void ask(InstanceKey given, boolean again, Consumer<InstanceKey> then) {
        InstanceKey key = trimmed(given);
        if (again) {
            book.release(key.hostname());
        }
        whenLoaded(() -> named(Set.of(key), LOOK_UP_LIMIT, () -> then.accept(known(key))));
    }

    /** Why a host's name could not be resolved when that was tried last; empty when it could, or was not tried. */
    String failure(String host) {
        return failing.getOrDefault(host, "");
    }

    private static InstanceKey trimmed(InstanceKey given) {
        String trimmed = given.hostname().trim();
        return trimmed.equals(given.hostname()) ? given : new InstanceKey(trimmed, given.port());
    }

    /** The same outcome with every server that it names under the name that it goes by. */
    void settle(ProbeOutcome outcome, Consumer<ProbeOutcome> then) {
        if (outcome instanceof ProbeOutcome.Seen seen) {
            whenLoaded(() -> named(SnapshotNames.of(seen.snapshot()), FOLD_WAITS,
                    () -> then.accept(seen.with(SnapshotNames.renamed(seen.snapshot(), this::known)))));
        } else {
            then.accept(outcome);
        }
    }

    private void named(Collection<InstanceKey> keys, Duration patience, Runnable then) {
        NamingSettings settings = settings();
        Set<String> hosts = new HashSet<>();
        for (InstanceKey key : keys) {
            String host = key.hostname();
            switch (book.need(key, settings.method(), loop.now())) {
                case NOTHING -> {
                }
                case KEEP -> book.found(host, host, loop.now());
                case LOOK_UP -> hosts.add(host);
                case RENEW -> lookUp(host, settings);
                case PROBE -> {
                    book.withhold(host, loop.now());
                    listener.verify(key);
                }
            }
        }
        if (hosts.isEmpty()) {
            then.run();
        } else {
            Waiting one = new Waiting(hosts, then);
            waiting.add(one);
            loop.after(patience, () -> goOnWithout(one));
            List.copyOf(hosts).forEach(host -> lookUp(host, settings));
        }
    }

    private void goOnWithout(Waiting late) {
        if (waiting.remove(late)) {
            late.then().run();
        }
    }

    private void lookUp(String host, NamingSettings settings) {
        if (beingLookedUp.add(host)) {
            loop.within(LOOK_UP_LIMIT, resolver.resolve(host, settings.method()),
                    resolution -> ended(host, resolution),
                    failure -> ended(host, new Resolution.Failed("lookup " + host + ": " + failure.getMessage())));
        }
    }

    private void ended(String host, Resolution resolution) {
        beingLookedUp.remove(host);
        switch (resolution) {
            case Resolution.Found found -> found(host, found.name());
            case Resolution.Failed failed -> {
                book.withhold(host, loop.now());
                if (failing.size() >= MOST_FAILING) {
                    failing.clear();
                }
                if (failing.put(host, failed.reason()) == null) {
                    LOG.warn("{}; it is used as it is, and asked for again every minute", failed.reason());
                }
            }
        }
        changed();
        for (Waiting one : List.copyOf(waiting)) {
            if (one.hosts().remove(host) && one.hosts().isEmpty()) {
                goOnWithout(one);
            }
        }
    }

    private void found(String host, String name) {
        failing.remove(host);
        if (settings().rejects(name) || HostNames.refusal(name).isPresent()) {
            LOG.debug("{} resolves to {}, which is not wanted", host, name);
            book.withhold(host, loop.now());
        } else {
            book.found(host, name, loop.now());
        }
    }

    /** A server that was asked for by one name calls itself by that or another one (discovery.md 7.3). */
    void learn(InstanceKey probed, InstanceKey reported) {
        settings();
        failing.remove(probed.hostname());
        book.learn(probed, reported, loop.now());
        changed();
    }

    /** A name that stood for another once, and whose server is missed. */
    void recall(String host, String name) {
        book.recall(host, name, loop.now());
        changed();
    }

    Map<String, NameBook.Known> cached() {
        settings();
        return book.known(loop.now());
    }

    void clear() {
        book.clear();
        failing.clear();
        changed();
    }

    private void changed() {
        if (book.version() != version) {
            version = book.version();
            listener.aliases(aliases());
        }
    }
}
