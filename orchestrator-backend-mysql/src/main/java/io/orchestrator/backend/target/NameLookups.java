package io.orchestrator.backend.target;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks hosts up before the driver does, so that the JVM knows their addresses when it does; one look-up a host at a time. */
final class NameLookups implements AutoCloseable {
    /** The system's resolver. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final NameThreads threads;
    private final ConcurrentHashMap<String, CompletableFuture<InetAddress[]>> underWay = new ConcurrentHashMap<>();

    NameLookups() {
        this(InetAddress::getAllByName, new NameThreads("target-names-"));
    }

    NameLookups(Resolver resolver, NameThreads threads) {
        this.resolver = resolver;
        this.threads = threads;
    }

    /**
     * Waits until a host's addresses are known; those that are addresses themselves are.
     *
     * @throws SQLException when it has none, or they are not told within that time
     */
    void lookUp(String host, Duration within) throws SQLException {
        boolean literal = host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        if (literal) {
            return;
        }
        try {
            asked(host).get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new SQLException("the name " + host + " could not be resolved", e.getCause());
        } catch (TimeoutException e) {
            var unanswered = new UnknownHostException("no answer to the look-up of " + host);
            unanswered.initCause(e);
            throw new SQLException("the name " + host + " could not be resolved in time", unanswered);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("gave up resolving " + host, new InterruptedIOException("interrupted"));
        }
    }

    private CompletableFuture<InetAddress[]> asked(String host) {
        var mine = new CompletableFuture<InetAddress[]>();
        CompletableFuture<InetAddress[]> others = underWay.putIfAbsent(host, mine);
        if (others != null) {
            return others;
        }
        var _ = threads.ask(host, () -> resolver.addresses(host)).whenComplete((found, failure) -> {
            underWay.remove(host, mine);
            if (failure != null) {
                mine.completeExceptionally(failure);
            } else {
                mine.complete(found);
            }
        });
        return mine;
    }

    void forget(String host) {
        threads.forget(host);
    }

    @Override
    public void close() {
        threads.close();
    }
}
