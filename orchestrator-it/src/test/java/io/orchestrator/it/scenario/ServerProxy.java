package io.orchestrator.it.scenario;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.it.server.Ports;
import io.orchestrator.it.server.RealServer;
import io.orchestrator.it.server.Relay;

/**
 * A second address of one server. Each connection is passed on; what clients send can be looked at before the server gets it, the
 * server's answer can be held back while something is done, and the lines of one account can be cut, so that they fall silent as in a
 * partition. Those connections must not be encrypted.
 */
public final class ServerProxy implements AutoCloseable {
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

    private final Relay relay;
    private volatile String cutAccount = "";

    private ServerProxy(int port, int serverPort, Supplier<Ear> ears) {
        this.relay = Relay.listening(port, serverPort, () -> new Line(ears.get()));
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
        return new ServerProxy(port, serverPort, ears);
    }

    /** The server under the proxy's address. */
    public InstanceKey key() {
        return new InstanceKey("127.0.0.1", relay.port());
    }

    /** From now on nothing passes between the server and whoever signs in, or has signed in, with this account. */
    void cutFrom(String account) {
        cutAccount = account;
    }

    @Override
    public void close() {
        relay.close();
    }

    /** Whose a connection is, for the first thing a client says is its name, and what is due before the next answer. */
    private final class Line implements Relay.Say {
        private final Ear ear;
        private final AtomicReference<Runnable> due = new AtomicReference<>(NOTHING);
        private volatile String introduction = "";

        Line(Ear ear) {
            this.ear = ear;
        }

        @Override
        public boolean asked(byte[] buffer, int length) {
            String said = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
            if (introduction.isEmpty()) {
                introduction = said;
            }
            Runnable before = ear.hear(said.toLowerCase(Locale.ROOT));
            if (!before.equals(NOTHING)) {
                due.set(before);
            }
            return !isCut();
        }

        @Override
        public boolean answers() {
            due.getAndSet(NOTHING).run();
            return !isCut();
        }

        private boolean isCut() {
            return !cutAccount.isEmpty() && introduction.contains(cutAccount + "\0");
        }

        @Override
        public void answered() {}

        @Override
        public void ending() {}
    }
}
