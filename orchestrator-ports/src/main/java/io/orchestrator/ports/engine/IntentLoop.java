package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.orchestrator.ports.driven.IntentStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads every second what people, other nodes and the command line wrote. */
final class IntentLoop {
    private static final Logger LOG = LoggerFactory.getLogger(IntentLoop.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Loop loop;
    private final IntentStore store;
    private final Consumer<IntentStore.Intents> listener;
    private IntentStore.Intents current = IntentStore.Intents.NONE;
    private boolean known;
    private boolean reading;
    private boolean again;

    IntentLoop(Loop loop, IntentStore store, Consumer<IntentStore.Intents> listener) {
        this.loop = loop;
        this.store = store;
        this.listener = listener;
    }

    void start() {
        refresh();
        loop.every(EVERY, this::refresh);
    }

    /** What was read last. */
    IntentStore.Intents current() {
        return current;
    }

    /** Whether a reading has succeeded; before that nothing is recovered automatically. */
    boolean isKnown() {
        return known;
    }

    /** Somebody has just read this. */
    void take(IntentStore.Intents intents) {
        known = true;
        current = intents;
        listener.accept(intents);
    }

    /** What was written takes effect in memory at once, before the writer is answered. */
    <T> CompletionStage<T> after(CompletionStage<T> write) {
        return write.thenCompose(value -> store.read().thenCompose(intents -> loop.ask(() -> {
            take(intents);
            return value;
        })));
    }

    /** Reads as soon as possible, e.g. after this process itself has written. */
    void refresh() {
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        again = false;
        loop.within(DEADLINE, store.read(), intents -> {
            reading = false;
            take(intents);
            if (again) {
                refresh();
            }
        }, failure -> {
            reading = false;
            LOG.debug("intents could not be read: {}", failure.getMessage());
        });
    }
}
