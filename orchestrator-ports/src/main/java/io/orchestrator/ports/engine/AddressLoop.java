package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.ports.driven.HostnameResolver;
import io.orchestrator.ports.driven.NameStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On the leader: addresses of the hosts whose servers were seen, looked up every ten minutes, a few at a time, and stored where they
 * are new ({@code hostname_ips}, discovery.md 7.2).
 */
final class AddressLoop {
    private static final Logger LOG = LoggerFactory.getLogger(AddressLoop.class);
    private static final Duration LOOKED_UP_EVERY = Duration.ofMinutes(10);
    private static final Duration WRITE_EVERY = Duration.ofSeconds(5);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final int AT_A_TIME = 2;
    private static final int BATCH = 200;

    private final Loop loop;
    private final HostnameResolver resolver;
    private final NameStore store;
    private final BooleanSupplier leads;
    private final Map<String, Duration> askedAt = new HashMap<>();
    private final Map<String, HostAddresses> written = new HashMap<>();
    private final Set<String> due = new LinkedHashSet<>();
    private final Map<String, HostAddresses> news = new TreeMap<>();
    private int underWay;

    AddressLoop(Loop loop, World world, BooleanSupplier leads) {
        this.loop = loop;
        this.resolver = world.resolver();
        this.store = world.stores().registers().names();
        this.leads = leads;
    }

    void start() {
        loop.every(WRITE_EVERY, () -> {
            if (leads.getAsBoolean()) {
                write();
            }
        });
    }

    /** A server on that host was seen. */
    void seen(String host) {
        Duration asked = askedAt.get(host);
        if (asked == null || loop.now().minus(asked).compareTo(LOOKED_UP_EVERY) >= 0) {
            askedAt.put(host, loop.now());
            due.add(host);
            next();
        }
    }

    /** This node leads no more: what it wrote may be written by others. */
    void clear() {
        askedAt.clear();
        written.clear();
        due.clear();
        news.clear();
    }

    private void next() {
        while (underWay < AT_A_TIME && !due.isEmpty()) {
            String host = due.iterator().next();
            due.remove(host);
            underWay++;
            loop.within(HostnameResolver.DEADLINE.plus(GRACE), resolver.addresses(host),
                    addresses -> found(host, addresses), _ -> found(host, HostAddresses.NONE));
        }
    }

    private void found(String host, HostAddresses addresses) {
        underWay--;
        if (!addresses.isEmpty() && !addresses.equals(written.get(host))) {
            news.put(host, addresses);
        }
        next();
    }

    private void write() {
        Map<String, HostAddresses> batch = new TreeMap<>();
        news.entrySet().stream().limit(BATCH).forEach(entry -> batch.put(entry.getKey(), entry.getValue()));
        if (batch.isEmpty()) {
            return;
        }
        news.keySet().removeAll(batch.keySet());
        loop.within(STORE_DEADLINE, store.writeAddresses(batch), _ -> written.putAll(batch), failure -> {
            batch.forEach(news::putIfAbsent);
            LOG.debug("addresses of hosts could not be stored: {}", failure.getMessage());
        });
    }
}
