package io.orchestrator.domain.naming;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.InstanceKey;
import org.jspecify.annotations.Nullable;

/**
 * Which name stands for which (discovery.md 7.2, 7.3). Mutable and owned by one caller; every time is on that caller's monotonic clock.
 *
 * <p>
 * A name is known for its lifetime, counted from when it became known, however often it is used. After that it is to be asked for
 * again, and answers for as long again while nothing newer is known: a source must not lose its replicas because a name aged.
 *
 * <p>
 * What a server calls itself outweighs what the network says. Of a name that another process stored the network is asked first, where
 * it is asked at all; what it does not explain a server must have said. Where servers on one host call themselves differently, each is known by
 * its port, and the host's name stands for nobody.
 */
public final class NameBook {
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final int MOST = 100_000;

    private final Map<String, Entry> hosts = new HashMap<>();
    private final Map<String, SortedMap<Integer, Entry>> servers = new HashMap<>();
    private final Map<String, Duration> withheld = new HashMap<>();
    private final Map<String, String> news = new LinkedHashMap<>();
    private Duration lifetime;
    private long version;

    /** Who said what a name stands for. */
    private enum Origin {
        /** The server under that name. */
        SERVER,
        /** The network. */
        NETWORK,
        /** Another process stored it, who knows why. */
        STORED
    }

    private record Entry(String name, Duration since, Origin origin) {}

    /**
     * One known name.
     *
     * @param name what it stands for
     * @param expires when it is to be asked for again
     */
    public record Known(String name, Duration expires) {
        public Known {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(expires, "expires");
        }
    }

    /** What is to be done about a name before it is used. */
    public enum Need {
        /** Nothing: it is known, or nobody's name, or was asked for in vain a moment ago. */
        NOTHING,
        /** It stands for itself: keep that. */
        KEEP,
        /** Look it up and wait for the answer. */
        LOOK_UP,
        /** Look it up again; what is known is used meanwhile. */
        RENEW,
        /** Ask the server under this name what it calls itself now; what is known is used meanwhile. */
        PROBE
    }

    public NameBook(Duration lifetime) {
        this.lifetime = Objects.requireNonNull(lifetime, "lifetime");
    }

    /** Takes another lifetime. */
    public void use(Duration newLifetime) {
        lifetime = Objects.requireNonNull(newLifetime, "newLifetime");
    }

    /** The key under which a server goes; the same key when nothing is known of it. Detached keys and {@code _} stay. */
    public InstanceKey resolve(InstanceKey key, Duration now) {
        Entry entry = key.isValid() ? entry(key, now) : null;
        return entry == null || entry.name().equals(key.hostname()) ? key : new InstanceKey(entry.name(), key.port());
    }

    /** What is to be done before {@link #resolve} is asked for this key. */
    public Need need(InstanceKey key, ResolveMethod method, Duration now) {
        String host = key.hostname();
        if (!key.isValid() || !HostNames.isKeepable(host) || isWithheld(host, now)) {
            return Need.NOTHING;
        }
        Entry entry = entry(key, now);
        if (entry == null) {
            return method.asksNetwork() ? Need.LOOK_UP : Need.KEEP;
        }
        if (isFresh(entry, now)) {
            return Need.NOTHING;
        }
        boolean told = switch (entry.origin()) {
            case SERVER -> true;
            case STORED -> !method.asksNetwork();
            case NETWORK -> false;
        };
        if (told && !entry.name().equals(host)) {
            return Need.PROBE;
        }
        return method.asksNetwork() ? Need.RENEW : Need.KEEP;
    }

    private boolean isWithheld(String host, Duration now) {
        Duration until = withheld.get(host);
        return until != null && now.compareTo(until) < 0;
    }

    private @Nullable Entry entry(InstanceKey key, Duration now) {
        SortedMap<Integer, Entry> ports = servers.get(key.hostname());
        Entry exact = ports == null ? null : live(ports.get(key.port()), now);
        return exact == null ? live(hosts.get(key.hostname()), now) : exact;
    }

    private @Nullable Entry live(@Nullable Entry entry, Duration now) {
        return entry != null && now.minus(entry.since()).compareTo(lifetime.multipliedBy(2)) < 0 ? entry : null;
    }

    private boolean isFresh(Entry entry, Duration now) {
        return now.minus(entry.since()).compareTo(lifetime) < 0;
    }

    /** A server that was asked for as {@code probed} calls itself {@code reported}; the two may be equal. */
    public void learn(InstanceKey probed, InstanceKey reported, Duration now) {
        String host = probed.hostname();
        String name = reported.hostname();
        if (!HostNames.isKeepable(host) || !HostNames.isKeepable(name)) {
            return;
        }
        withheld.remove(host);
        SortedMap<Integer, Entry> ports = servers.get(host);
        if (ports == null && name.equals(host)) {
            Entry known = live(hosts.get(host), now);
            if (known != null && !known.name().equals(host) && isFresh(known, now)) {
                // that it answers under a name does not say that the name stands for nothing else
                return;
            }
            put(host, new Entry(name, now, Origin.SERVER), now);
            return;
        }
        if (ports == null) {
            ports = new TreeMap<>();
            servers.put(host, ports);
        }
        Entry before = live(ports.get(probed.port()), now);
        if (before == null || !before.name().equals(name) || !isFresh(before, now)) {
            ports.put(probed.port(), new Entry(name, now, Origin.SERVER));
            version++;
        }
        forgetTheReverse(probed, reported);
        ports.values().removeIf(entry -> live(entry, now) == null);
        if (ports.values().stream().map(Entry::name).distinct().count() > 1) {
            remove(host);
        } else {
            put(host, new Entry(name, now, Origin.SERVER), now);
            if (name.equals(host)) {
                servers.remove(host);
            }
        }
    }

    /** The server called itself by the name that it is asked for now, and does so no more. */
    private void forgetTheReverse(InstanceKey probed, InstanceKey reported) {
        SortedMap<Integer, Entry> ports = servers.get(reported.hostname());
        Entry back = ports == null ? null : ports.get(reported.port());
        if (ports != null && back != null && !reported.hostname().equals(probed.hostname())
                && back.name().equals(probed.hostname())) {
            ports.remove(reported.port());
            if (ports.isEmpty()) {
                servers.remove(reported.hostname());
            }
        }
    }

    /** The network says so. It is heard where no server said otherwise. */
    public void found(String host, String name, Duration now) {
        if (!HostNames.isKeepable(host) || !HostNames.isKeepable(name)) {
            return;
        }
        withheld.remove(host);
        Entry known = live(hosts.get(host), now);
        if (known != null && known.origin() == Origin.STORED && !known.name().equals(host) && name.equals(host)) {
            // Not from the network, so a server said it: it is asked next.
            hosts.put(host, new Entry(known.name(), known.since(), Origin.SERVER));
            return;
        }
        if (servers.containsKey(host)
                || (known != null && known.origin() == Origin.SERVER && !known.name().equals(host))) {
            withhold(host, now);
            return;
        }
        Entry back = live(hosts.get(name), now);
        boolean contradicted = back != null && back.origin() == Origin.SERVER && back.name().equals(host);
        put(host, new Entry(contradicted ? host : name, now, Origin.NETWORK), now);
    }

    /** A name could not be resolved, or to what is not wanted: what is known stays, and it is asked for again in a minute. */
    public void withhold(String host, Duration now) {
        if (withheld.size() < MOST) {
            withheld.put(host, now.plus(ASKED_AGAIN_AFTER));
        }
    }

    /** A name that could not be resolved is asked for again at once. */
    public void release(String host) {
        withheld.remove(host);
    }

    /** Others stored these. Of two names that stand for each other neither is taken. */
    public void load(Map<String, String> stored, Duration now) {
        stored.forEach((host, name) -> {
            boolean loop = !name.equals(host) && host.equals(stored.get(name));
            Entry known = live(hosts.get(host), now);
            if (!loop && HostNames.isKeepable(host) && HostNames.isKeepable(name)
                    && (known == null || !known.name().equals(name) || !isFresh(known, now))) {
                replace(host, new Entry(name, now, Origin.STORED));
            }
        });
    }

    /** A name that stood for another once, and whose server is missed: as if it had been learned now. */
    public void recall(String host, String name, Duration now) {
        if (HostNames.isKeepable(host) && HostNames.isKeepable(name)) {
            put(host, new Entry(name, now, Origin.SERVER), now);
        }
    }

    /** Not sliding: what is known already is not known for longer. */
    private void put(String host, Entry entry, Duration now) {
        Entry known = live(hosts.get(host), now);
        if (known != null && known.name().equals(entry.name()) && isFresh(known, now)) {
            return;
        }
        if (!entry.name().equals(host)) {
            Entry back = hosts.get(entry.name());
            if (back != null && back.name().equals(host)) {
                remove(entry.name());
            }
        }
        if (replace(host, entry)) {
            news.put(host, entry.name());
        }
    }

    private boolean replace(String host, Entry entry) {
        if (!hosts.containsKey(host) && hosts.size() >= MOST) {
            return false;
        }
        Entry before = hosts.put(host, entry);
        boolean trivial = entry.name().equals(host) && (before == null || before.name().equals(host));
        if (!trivial && (before == null || !before.name().equals(entry.name()))) {
            version++;
        }
        return true;
    }

    private void remove(String host) {
        Entry before = hosts.remove(host);
        news.remove(host);
        if (before != null && !before.name().equals(host)) {
            version++;
        }
    }

    /** Drops what does not answer any more. */
    public void expire(Duration now) {
        Map.copyOf(hosts).forEach((host, entry) -> {
            if (live(entry, now) == null) {
                remove(host);
            }
        });
        servers.values().forEach(ports -> ports.values().removeIf(entry -> live(entry, now) == null));
        servers.values().removeIf(Map::isEmpty);
        withheld.values().removeIf(until -> now.compareTo(until) >= 0);
    }

    /** Forgets everything. */
    public void clear() {
        hosts.clear();
        servers.clear();
        withheld.clear();
        news.clear();
        version++;
    }

    /** Names that became known since the last call, at most so many. */
    public Map<String, String> takeNews(int limit) {
        Map<String, String> taken = news.entrySet()
                .stream()
                .limit(limit)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        news.keySet().removeAll(taken.keySet());
        return taken;
    }

    /** What {@link #takeNews} gave could not be told: it comes again, unless newer is known. */
    public void tellAgain(Map<String, String> names) {
        names.forEach((host, name) -> {
            Entry entry = hosts.get(host);
            if (entry != null && entry.name().equals(name)) {
                news.putIfAbsent(host, name);
            }
        });
    }

    /** Hosts that stand for another, and are not to be asked for again yet. */
    public SortedMap<String, String> others(Duration now) {
        SortedMap<String, String> others = new TreeMap<>();
        hosts.forEach((host, entry) -> {
            if (!entry.name().equals(host) && isFresh(entry, now)) {
                others.put(host, entry.name());
            }
        });
        return others;
    }

    /** Hosts that stand for another, as long as they answer. */
    public Map<String, String> aliases(Duration now) {
        Map<String, String> aliases = new HashMap<>();
        hosts.forEach((host, entry) -> {
            if (!entry.name().equals(host) && live(entry, now) != null) {
                aliases.put(host, entry.name());
            }
        });
        return aliases;
    }

    /** All hosts that are not to be asked for again yet, sorted. */
    public SortedMap<String, Known> known(Duration now) {
        SortedMap<String, Known> known = new TreeMap<>();
        hosts.forEach((host, entry) -> {
            if (isFresh(entry, now)) {
                known.put(host, new Known(entry.name(), entry.since().plus(lifetime)));
            }
        });
        return known;
    }

    /** Another number whenever a key may resolve otherwise than before. */
    public long version() {
        return version;
    }
}
