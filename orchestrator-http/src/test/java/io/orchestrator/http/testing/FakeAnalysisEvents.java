package io.orchestrator.http.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import io.orchestrator.ports.driving.AnalysisEvents;
import org.jspecify.annotations.Nullable;

/** Events that a test makes; each listener is told at first what the test says. */
public final class FakeAnalysisEvents implements AnalysisEvents {
    /** What a listener hears at first. */
    public List<Event> first = List.of(new Live(100, 0));

    /** After which event listeners wanted to go on. */
    public final List<Long> after = new CopyOnWriteArrayList<>();

    /** Nobody can be listened to. */
    public @Nullable RuntimeException failure;

    private final Map<Listener, Executor> listeners = new ConcurrentHashMap<>();

    @Override
    public Subscription listen(Listener listener, long last, Executor executor) {
        if (failure != null) {
            throw failure;
        }
        after.add(last);
        List.copyOf(first).forEach(event -> executor.execute(() -> listener.heard(event)));
        listeners.put(listener, executor);
        return () -> listeners.remove(listener);
    }

    /** Tells all who listen. */
    public void tell(Event event) {
        new ArrayList<>(listeners.entrySet())
                .forEach(entry -> entry.getValue().execute(() -> entry.getKey().heard(event)));
    }

    public int listeners() {
        return listeners.size();
    }
}
