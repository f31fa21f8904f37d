package io.orchestrator.it.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.ServerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second address of one server. Each connection is passed on; what clients send can be looked at before the server gets it, the
 * server's answer can be held back while something is done, and the lines of one account can be cut, so that they fall silent as in a
 * partition. Those connections must not be encrypted.
 */
public final class ServerProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerProxy.class);

    private static final int BUFFER = 64 * 1024;

    /** Nothing is to be done before an answer is passed on. */
    public static final Runnable NOTHING = () -> {};

    /** Listens to one connection. */
    public interface Ear {
        /**
         * Told, in lower case, what the client sends, before the server gets it.
         *
         * @return what to do once the server has answered and before the client is given the answer, or {@link #NOTHING}
         */
        Runnable hear(String said);
    }

    private final int serverPort;
    private final ServerSocket listener;
    private final Supplier<Ear> ears;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile String cutAccount = "";

    private ServerProxy(int serverPort, ServerSocket listener, Supplier<Ear> ears) {
        this.serverPort = serverPort;
        this.listener = listener;
        this.ears = ears;
    }

    /** Passes everything on until told otherwise. */
    static ServerProxy before(RealServer server) {
        return at(Ports.free(), server.port(), _ -> {});
    }

    /**
     * Listens on a port for a server on another.
     *
     * @param onSent told, in lower case, what a client sends, before it is passed on
     */
    static ServerProxy at(int port, int serverPort, Consumer<String> onSent) {
        return listening(port, serverPort, () -> said -> {
            onSent.accept(said);
            return NOTHING;
        });
    }

    /**
     * Listens on a port for a server on another.
     *
     * @param ears asked for an ear for each connection
     */
    public static ServerProxy listening(int port, int serverPort, Supplier<Ear> ears) {
        try {
            ServerProxy proxy = new ServerProxy(serverPort,
                    new ServerSocket(port, 100, InetAddress.ofLiteral("127.0.0.1")), ears);
            Thread.ofVirtual().name("proxy-" + port).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new ServerException("cannot listen on port " + port + ": " + e, e);
        }
    }

    /** The server under the proxy's address. */
    public InstanceKey key() {
        return new InstanceKey("127.0.0.1", listener.getLocalPort());
    }

    /** From now on nothing passes between the server and whoever signs in, or has signed in, with this account. */
    void cutFrom(String account) {
        cutAccount = account;
    }

    @Override
    public void close() {
        close(listener);
        sockets.forEach(ServerProxy::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofVirtual().name("proxy-line").start(() -> serve(client));
            } catch (IOException e) {
                LOG.debug("the proxy was closed, or its client is gone already", e);
            }
        }
    }

    private void serve(Socket client) {
        try (client; Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), serverPort)) {
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Line line = new Line(ears.get());
            Thread back = Thread.ofVirtual().name("proxy-back").start(() -> pass(server, client, line, false));
            pass(client, server, line, true);
            back.join();
        } catch (IOException e) {
            LOG.debug("the server is gone: so is the connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    /** Whose a connection is, for the first thing a client says is its name, and what is due before the next answer. */
    private static final class Line {
        private final Ear ear;
        private final AtomicReference<Runnable> due = new AtomicReference<>(NOTHING);
        private volatile String introduction = "";

        Line(Ear ear) {
            this.ear = ear;
        }

        void hear(String said) {
            if (introduction.isEmpty()) {
                introduction = said;
            }
            Runnable before = ear.hear(said.toLowerCase(Locale.ROOT));
            if (!before.equals(NOTHING)) {
                due.set(before);
            }
        }

        void answered() {
            due.getAndSet(NOTHING).run();
        }

        boolean isOf(String account) {
            return !account.isEmpty() && introduction.contains(account + "\0");
        }
    }

    private void pass(Socket from, Socket to, Line line, boolean fromClient) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (fromClient) {
                    line.hear(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                } else {
                    line.answered();
                }
                if (!line.isOf(cutAccount)) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One side is gone; the other is told by closing it.
        } finally {
            close(from);
            close(to);
            sockets.remove(to);
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new ServerException("cannot close " + closeable + ": " + e, e);
        }
    }
}
