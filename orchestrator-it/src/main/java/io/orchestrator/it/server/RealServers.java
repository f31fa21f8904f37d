package io.orchestrator.it.server;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts servers. */
public final class RealServers {
    private static final Logger LOG = LoggerFactory.getLogger(RealServers.class);
    private static final int TRIES = 3;

    private RealServers() {}

    /** A new, empty, writable server on a free loopback port. */
    public static RealServer start(ServerFlavor flavor) {
        return start(flavor, ServerOptions.defaults());
    }

    /**
     * A new, empty, writable server on a free loopback port.
     *
     * @throws ServerException when no server is found or it does not start; the message carries its last words
     */
    public static RealServer start(ServerFlavor flavor, ServerOptions options) {
        ServerInstallation installation = ServerLocator.locate(flavor);
        for (int tried = 1;; tried++) {
            int port = Ports.free();
            try {
                long begun = System.nanoTime();
                RealServer server = switch (installation) {
                    case ServerInstallation.Programs programs -> ProcessServer.start(programs, options, port);
                    case ServerInstallation.Image image -> ContainerServer.start(image, options, port);
                };
                LOG.debug("{} answers after {} ms", server, Duration.ofNanos(System.nanoTime() - begun).toMillis());
                return server;
            } catch (ServerException e) {
                // Somebody was faster on that port.
                if (tried == TRIES || !String.valueOf(e.getMessage()).contains("already in use")) {
                    throw e;
                }
            }
        }
    }

    /** Several servers, started at the same time; none is left when one fails. */
    public static List<RealServer> start(ServerFlavor flavor, ServerOptions options, int count) {
        // Found before they all look for it.
        ServerLocator.locate(flavor);
        return Together.start(Collections.<Supplier<RealServer>>nCopies(count, () -> start(flavor, options)));
    }
}
