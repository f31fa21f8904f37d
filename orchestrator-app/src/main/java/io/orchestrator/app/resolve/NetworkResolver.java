package io.orchestrator.app.resolve;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.domain.naming.Resolution;
import io.orchestrator.domain.naming.ResolveMethod;
import io.orchestrator.ports.driven.HostnameResolver;

/** The network, asked on a few threads of its own: the system's resolver blocks its thread for as long as it likes. */
public final class NetworkResolver implements HostnameResolver, AutoCloseable {
    private static final int AT_A_TIME = 8;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration QUESTION = Duration.ofMillis(500);
    private static final String LATE = "no answer within " + DEADLINE.toMillis() + " ms";

    private final ThreadPoolExecutor threads;

    /** A resolver; threads are made when something is asked. */
    public NetworkResolver() {
        threads = new ThreadPoolExecutor(AT_A_TIME, AT_A_TIME, IDLE.toMillis(), TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon().name("names-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletionStage<Resolution> resolve(String hostname, ResolveMethod method) {
        Resolution late = new Resolution.Failed("lookup " + hostname + ": " + LATE);
        return switch (method) {
            case NONE, DEFAULT -> CompletableFuture.completedStage(new Resolution.Found(hostname));
            case CNAME -> answer(() -> canonical(hostname), late);
            case IP -> answer(() -> address(hostname), late);
        };
    }

    @Override
    public CompletionStage<HostAddresses> addresses(String hostname) {
        return answer(() -> {
            try {
                return lookUp(hostname);
            } catch (UnknownHostException _) {
                return HostAddresses.NONE;
            }
        }, HostAddresses.NONE);
    }

    @Override
    public CompletionStage<String> dial(InstanceKey key) {
        String target = key.hostname().contains(":") ? "[" + key.hostname() + "]:" + key.port() : key.display();
        return answer(() -> connect(key, target), "dial tcp " + target + ": i/o timeout");
    }

    private static String connect(InstanceKey key, String target) {
        InetSocketAddress address = new InetSocketAddress(key.hostname(), key.port());
        if (address.isUnresolved()) {
            return "dial tcp: lookup " + key.hostname() + ": no such host";
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(DEADLINE.toMillis()));
            return "";
        } catch (SocketTimeoutException _) {
            return "dial tcp " + target + ": i/o timeout";
        } catch (ConnectException _) {
            return "dial tcp " + target + ": connect: connection refused";
        } catch (IOException e) {
            return "dial tcp " + target + ": connect: " + e.getMessage();
        }
    }

    private static Resolution address(String hostname) {
        try {
            return new Resolution.Found(lookUp(hostname).preferred());
        } catch (UnknownHostException _) {
            return unknown(hostname);
        }
    }

    private static Resolution canonical(String hostname) {
        if (isAddress(hostname)) {
            return new Resolution.Found(hostname);
        }
        ResolverFiles files = ResolverFiles.read();
        return files.canonical(hostname).<Resolution>map(Resolution.Found::new).orElseGet(() -> {
            try {
                lookUp(hostname);
            } catch (UnknownHostException _) {
                return unknown(hostname);
            }
            return CanonicalNames.of(hostname, files, QUESTION);
        });
    }

    private static HostAddresses lookUp(String hostname) throws UnknownHostException {
        return HostAddresses.lastOf(
                Arrays.stream(InetAddress.getAllByName(hostname)).map(InetAddress::getAddress).toList());
    }

    private static Resolution unknown(String hostname) {
        return new Resolution.Failed("lookup " + hostname + ": no such host");
    }

    private static boolean isAddress(String hostname) {
        try {
            return !InetAddress.ofLiteral(hostname).getHostAddress().isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The answer of some work; what did not begin within the deadline is not begun at all. */
    private <T> CompletionStage<T> answer(Supplier<T> work, T late) {
        CompletableFuture<T> answer = new CompletableFuture<T>()
                .completeOnTimeout(late, DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        try {
            threads.execute(() -> {
                if (!answer.isDone()) {
                    try {
                        answer.complete(work.get());
                    } catch (RuntimeException _) {
                        answer.complete(late);
                    }
                }
            });
        } catch (RejectedExecutionException _) {
            answer.complete(late);
        }
        return answer;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
