package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.ports.driven.ServerWatch;

/** Watches simulated servers. */
final class SimulatedWatch implements ServerWatch {
    private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(2);
    private static final Duration LATE_AFTER = Duration.ofMillis(400);

    private final Viewpoint viewpoint;
    private final Map<InstanceKey, Watch> watches = new HashMap<>();

    private final class Watch {
        private final SimulatedServer server;
        private final Duration sleep;
        private final Consumer<Event> listener;
        private int life;
        private boolean armed;

        Watch(SimulatedServer server, Duration sleep, Consumer<Event> listener) {
            this.server = server;
            this.sleep = sleep;
            this.listener = listener;
        }

        void connect() {
            viewpoint.connect(server, this::arrived);
            viewpoint.process().schedule(CONNECT_DEADLINE, () -> {
                if (!armed) {
                    broken("no connection within " + CONNECT_DEADLINE.toSeconds() + " s");
                }
            });
        }

        private void arrived() {
            if (!server.up) {
                viewpoint.answer(server, () -> broken("connection refused"));
            } else if (server.hung) {
                server.inbox.add(this::arrived);
            } else {
                life = server.life;
                viewpoint.answer(server, this::arm);
            }
        }

        private void arm() {
            if (stands() && !armed) {
                armed = true;
                listener.accept(new Event.Armed(server.key));
                viewpoint.process().schedule(sleep, this::sleepOver);
            }
        }

        private boolean stands() {
            return watches.get(server.key) == this;
        }

        private boolean returns() {
            return server.answers() && !viewpoint.fleet().network().isCut(viewpoint.place(), server.place);
        }

        private void sleepOver() {
            if (!stands()) {
                return;
            }
            if (returns()) {
                goOn();
            } else {
                viewpoint.process().schedule(LATE_AFTER, this::late);
            }
        }

        private void late() {
            if (!stands()) {
                return;
            }
            if (!returns()) {
                listener.accept(new Event.Late(server.key, LATE_AFTER));
                awaitReturn();
                return;
            }
            goOn();
        }

        private void awaitReturn() {
            viewpoint.process().schedule(LATE_AFTER, () -> {
                if (stands()) {
                    if (returns()) {
                        goOn();
                    } else {
                        awaitReturn();
                    }
                }
            });
        }

        private void goOn() {
            if (server.life != life) {
                broken("connection reset");
            } else {
                viewpoint.process().schedule(sleep, this::sleepOver);
            }
        }

        void broken(String reason) {
            broken(reason, false);
        }

        void broken(String reason, boolean orderly) {
            if (stands()) {
                watches.remove(server.key);
                listener.accept(new Event.Broken(server.key, reason, orderly));
            }
        }
    }

    SimulatedWatch(Viewpoint viewpoint) {
        this.viewpoint = viewpoint;
    }

    @Override
    public void arm(InstanceKey key, Duration sleep, Consumer<Event> listener) {
        if (!viewpoint.fleet().exists(key)) {
            viewpoint.process()
                    .execute(() -> listener.accept(new Event.Broken(key, "there is no host " + key.hostname())));
            return;
        }
        Watch watch = new Watch(viewpoint.fleet().server(key), sleep, listener);
        watches.put(key, watch);
        watch.connect();
    }

    @Override
    public void disarm(InstanceKey key) {
        watches.remove(key);
    }

    /** The server's process is gone: its connections end, as far as the network tells. */
    void lost(SimulatedServer server) {
        Watch watch = watches.get(server.key);
        if (watch != null && watch.armed && !viewpoint.fleet().network().isCut(viewpoint.place(), server.place)) {
            boolean orderly = server.tellsEnd;
            viewpoint.answer(server, () -> watch.broken(orderly ? "shutdown in progress" : "connection lost", orderly));
        }
    }
}
