package io.orchestrator.it.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A second address of one server: connections to it are passed on, piece by piece, and whoever made it has a say in each piece. */
public final class Relay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int BUFFER = 64 * 1024;
    private static final int BACKLOG = 50;

    /** The say in one connection. Each direction has a thread of its own, which may be held up here. */
    public interface Say {
        /** Told what the client sends; whether the server is to get it. */
        boolean asked(byte[] buffer, int length);

        /** Told that the server has sent something; whether the client is to get it. */
        boolean answers();

        /** What the server sent has been passed on. */
        void answered();

        /** One side has ended the connection; the other is told once this returns. */
        void ending();
    }

    private final int serverPort;
    private final ServerSocket listener;
    private final Supplier<? extends Say> says;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean accepting = true;

    private Relay(int serverPort, ServerSocket listener, Supplier<? extends Say> says) {
        this.serverPort = serverPort;
        this.listener = listener;
        this.says = says;
    }

    /**
     * Listens on a port for a server on another.
     *
     * @param port 0: any that is free
     * @param says asked for each connection
     */
    public static Relay listening(int port, int serverPort, Supplier<? extends Say> says) {
        return listening(InetAddress.ofLiteral("127.0.0.1"), port, BACKLOG, serverPort, says);
    }

    /** Listens on any free port, on every address of this machine. */
    public static Relay everywhere(int serverPort, Supplier<? extends Say> says) {
        return listening(InetAddress.ofLiteral("0.0.0.0"), 0, BACKLOG, serverPort, says);
    }

    private static Relay listening(InetAddress address, int port, int backlog, int serverPort,
            Supplier<? extends Say> says) {
        try {
            Relay relay = new Relay(serverPort, new ServerSocket(port, backlog, address), says);
            Thread.ofVirtual().name("relay-" + relay.port()).start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new ServerException("cannot listen on port " + port + ": " + e, e);
        }
    }

    /** Connections wait for ever from now on, and when few do, further attempts are not answered at all. */
    public void acceptNoMore() {
        accepting = false;
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        close(listener);
        sockets.forEach(Relay::close);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                if (!accepting) {
                    return;
                }
                Thread.ofVirtual().name("relay-client").start(() -> serve(client));
            } catch (IOException e) {
                LOG.debug("the relay was closed, or its client is gone already", e);
            }
        }
    }

    private void serve(Socket client) {
        try (client; Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), serverPort)) {
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Say say = says.get();
            Thread back = Thread.ofVirtual().name("relay-server").start(() -> passAnswers(server, client, say));
            passQuestions(client, server, say);
            back.join();
        } catch (IOException e) {
            LOG.debug("the server is gone: so is the connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void passQuestions(Socket client, Socket server, Say say) {
        pass(client, server, say, (out, buffer, length) -> {
            if (say.asked(buffer, length)) {
                write(out, buffer, length);
            }
        });
    }

    private void passAnswers(Socket server, Socket client, Say say) {
        pass(server, client, say, (out, buffer, length) -> {
            if (say.answers()) {
                write(out, buffer, length);
                say.answered();
            }
        });
    }

    /** What becomes of a piece that was read. */
    @FunctionalInterface
    private interface Passage {
        void take(OutputStream out, byte[] buffer, int length) throws IOException;
    }

    private void pass(Socket from, Socket to, Say say, Passage passage) {
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
            say.ending();
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
