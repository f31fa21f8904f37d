package io.orchestrator.it.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.orchestrator.it.server.ServerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second address of one server, far away from it: what the server answers comes late, and at times nothing passes. An answer is what
 * the server says after the client has spoken, the greeting of a new connection too, so that a round trip is delayed once, in however many
 * pieces its answer arrives.
 */
final class SlowLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlowLine.class);
    private static final int BUFFER = 64 * 1024;
    private static final long NOTHING_ASKED = Long.MIN_VALUE;

    private final int serverPort;
    private final ServerSocket listener;
    private final Weather weather;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private SlowLine(int serverPort, ServerSocket listener, Weather weather) {
        this.serverPort = serverPort;
        this.listener = listener;
        this.weather = weather;
    }

    /** Passes on what comes to a port of its own, as the weather allows. */
    static SlowLine to(int serverPort, Weather weather) {
        try {
            SlowLine line =
                    new SlowLine(serverPort, new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1")), weather);
            Thread.ofVirtual().name("slow-line").start(line::accept);
            return line;
        } catch (IOException e) {
            throw new ServerException("cannot listen before port " + serverPort + ": " + e, e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        close(listener);
        sockets.forEach(SlowLine::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofVirtual().name("slow-line-client").start(() -> serve(client));
            } catch (IOException e) {
                LOG.debug("the line was closed, or its client is gone already", e);
            }
        }
    }

    private void serve(Socket client) {
        AtomicLong askedAt = new AtomicLong(System.nanoTime());
        try (client; Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), serverPort)) {
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().name("slow-line-server").start(() -> passAnswers(server, client, askedAt));
            passQuestions(client, server, askedAt);
            back.join();
        } catch (IOException e) {
            LOG.debug("the server is gone: so is the connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void passQuestions(Socket client, Socket server, AtomicLong askedAt) {
        pass(client, server, (out, buffer, length) -> {
            // Set anew each time: not everything that a client says is answered.
            askedAt.set(System.nanoTime());
            weather.awaitPassage();
            write(out, buffer, length);
        });
    }

    private void passAnswers(Socket server, Socket client, AtomicLong askedAt) {
        pass(server, client, (out, buffer, length) -> {
            long asked = askedAt.getAndSet(NOTHING_ASKED);
            if (asked != NOTHING_ASKED) {
                weather.delayAnswer();
            }
            weather.awaitPassage();
            write(out, buffer, length);
            if (asked != NOTHING_ASKED) {
                weather.answered(asked);
            }
        });
    }

    /** What becomes of a piece that was read. */
    @FunctionalInterface
    private interface Passage {
        void take(OutputStream out, byte[] buffer, int length) throws IOException;
    }

    private void pass(Socket from, Socket to, Passage passage) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passage.take(out, buffer, read);
            }
        } catch (IOException e) {
            LOG.trace("one side is gone; the other is told by closing it", e);
        } finally {
            close(from);
            // The end of a connection travels no faster than what was said on it.
            weather.awaitPassage();
            close(to);
            sockets.remove(to);
        }
    }

    private static void write(OutputStream out, byte[] buffer, int length) throws IOException {
        out.write(buffer, 0, length);
        out.flush();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new ServerException("cannot close " + closeable + ": " + e, e);
        }
    }
}
