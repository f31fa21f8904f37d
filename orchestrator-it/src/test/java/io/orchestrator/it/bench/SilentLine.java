package io.orchestrator.it.bench;

import java.util.concurrent.atomic.AtomicBoolean;

import io.orchestrator.it.server.Relay;

/** Every loopback address on one port in front of one server, which from a moment on answer nothing and refuse nothing. */
final class SilentLine implements AutoCloseable {
    private final AtomicBoolean silent = new AtomicBoolean();
    private final Relay relay;

    private SilentLine(int serverPort) {
        this.relay = Relay.everywhere(serverPort, Passing::new);
    }

    static SilentLine to(int serverPort) {
        return new SilentLine(serverPort);
    }

    int port() {
        return relay.port();
    }

    /** From now on nothing passes, and new connections are not taken. */
    void fallSilent() {
        silent.set(true);
        relay.acceptNoMore();
    }

    @Override
    public void close() {
        relay.close();
    }

    private final class Passing implements Relay.Say {
        @Override
        public boolean asked(byte[] buffer, int length) {
            return !silent.get();
        }

        @Override
        public boolean answers() {
            return !silent.get();
        }

        @Override
        public void answered() {}

        @Override
        public void ending() {}
    }
}
