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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.orchestrator.backend.target.NameThreads;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.domain.naming.Resolution;
import io.orchestrator.domain.naming.ResolveMethod;
import io.orchestrator.ports.driven.HostnameResolver;

/** The network, asked on a few threads of its own: the system's resolver blocks its thread for as long as it likes. */
public final class NetworkResolver implements HostnameResolver, AutoCloseable {
    /** The system's resolver. */
    @FunctionalInterface
    interface SystemResolver {
        InetAddress[] addresses(String hostname) throws UnknownHostException;
    }

    private static final Duration QUESTION = Duration.ofMillis(500);
    private static final String LATE = "no answer within " + DEADLINE.toMillis() + " ms";

    private final SystemResolver system;
    private final NameThreads threads = new NameThreads("names-");

    /** A resolver; threads are made when something is asked. */
    public NetworkResolver() {
        this(InetAddress::getAllByName);
    }

    NetworkResolver(SystemResolver system) {
        this.system = system;
    }

    @Override
    public CompletionStage<Resolution> resolve(String hostname, ResolveMethod method) {
        Resolution unknown = new Resolution.Failed("lookup " + hostname + ": no such host");
        Resolution late = new Resolution.Failed("lookup " + hostname + ": " + LATE);
        return switch (method) {
            case NONE, DEFAULT -> CompletableFuture.completedStage(new Resolution.Found(hostname));
            case CNAME -> answer(hostname, () -> canonical(hostname), unknown, late);
            case IP -> answer(hostname, () -> new Resolution.Found(lookUp(hostname).preferred()), unknown, late);
        };
    }

    @Override
    public CompletionStage<HostAddresses> addresses(String hostname) {
        return answer(hostname, () -> lookUp(hostname), HostAddresses.NONE, HostAddresses.NONE);
    }

    @Override
    public CompletionStage<String> dial(InstanceKey key) {
        String target = key.hostname().contains(":") ? "[" + key.hostname() + "]:" + key.port() : key.display();
        return answer(key.hostname(), () -> connect(key, target),
                "dial tcp: lookup " + key.hostname() + ": no such host", "dial tcp " + target + ": i/o timeout");
    }

    private static String connect(InstanceKey key, String target) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(key.hostname(), key.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(key.hostname());
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

    private Resolution canonical(String hostname) throws UnknownHostException {
        if (isAddress(hostname)) {
            return new Resolution.Found(hostname);
        }
        ResolverFiles files = ResolverFiles.read();
        Optional<String> written = files.canonical(hostname);
        if (written.isPresent()) {
            return new Resolution.Found(written.get());
        }
        lookUp(hostname);
        return CanonicalNames.of(hostname, files, QUESTION);
    }

    private HostAddresses lookUp(String hostname) throws UnknownHostException {
        return HostAddresses.lastOf(
                Arrays.stream(system.addresses(hostname)).map(InetAddress::getAddress).toList());
    }

    private static boolean isAddress(String hostname) {
        try {
            return !InetAddress.ofLiteral(hostname).getHostAddress().isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * The answer to a question about a host; what did not begin within the deadline is not begun at all.
     *
     * @param unknown the answer when there is no such host
     * @param late the answer when there is none in time, or anything else goes wrong
     */
    private <T> CompletionStage<T> answer(String hostname, Callable<T> question, T unknown, T late) {
        CompletableFuture<T> asked = threads.ask(hostname, question);
        CompletableFuture<T> answer =
                asked.exceptionally(failure -> failure instanceof UnknownHostException ? unknown : late)
                        .completeOnTimeout(late, DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        var _ = answer.whenComplete((_, _) -> asked.cancel(false));
        return answer;
    }

    @Override
    public void close() {
        threads.close();
    }
}
