package io.orchestrator.app.resolve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.HostAddresses;
import io.orchestrator.ports.contract.HostnameResolverContract;
import io.orchestrator.ports.driven.HostnameResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The system's resolver, which knows {@code localhost} everywhere. */
class NetworkResolverTest extends HostnameResolverContract {
    private final NetworkResolver resolver = new NetworkResolver();
    private final ServerSocket listening = listen();
    private final int deserted = closed();

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int closed() {
        try (ServerSocket socket = listen()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        resolver.close();
        listening.close();
    }

    @Override
    protected HostnameResolver resolver() {
        return resolver;
    }

    @Override
    protected InstanceKey listening() {
        return new InstanceKey("localhost", listening.getLocalPort());
    }

    @Override
    protected InstanceKey deserted() {
        return new InstanceKey("localhost", deserted);
    }

    @Test
    void hostsWhoseNameServerIsSilentHoldUpNobody() throws Exception {
        var answered = new CountDownLatch(1);
        try (NetworkResolver silenced = new NetworkResolver(host -> {
            if (host.startsWith("silent")) {
                wait(answered);
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        })) {
            for (int i = 0; i < 8; i++) {
                var _ = silenced.addresses("silent" + i);
            }

            HostAddresses found =
                    silenced.addresses("db1").toCompletableFuture().get(20, TimeUnit.SECONDS);

            assertThat(found.ipv4()).isEqualTo("127.0.0.1");
        } finally {
            answered.countDown();
        }
    }

    private static void wait(CountDownLatch answered) {
        try {
            answered.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void shouldAnswerAfterItWasClosed() {
        resolver.close();

        assertThat(resolver.addresses("localhost").toCompletableFuture()).isCompletedWithValue(HostAddresses.NONE);
    }
}
