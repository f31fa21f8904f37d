package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.RecoveryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step texts that come while something runs: logged, and stored in the order in which they came (recovery.md 16.3). One write at a
 * time for each uid, for two at once could be stored the other way round.
 */
final class StepTexts {
    private static final Logger LOG = LoggerFactory.getLogger(StepTexts.class);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(2);

    /** Texts of one uid that are not stored yet. */
    private static final class Queue {
        private List<String> texts = new ArrayList<>();
        private final List<Runnable> waiting = new ArrayList<>();
    }

    private final Loop loop;
    private final RecoveryStore store;
    private final Map<RecoveryUid, Queue> queues = new HashMap<>();

    StepTexts(Loop loop, RecoveryStore store) {
        this.loop = loop;
        this.store = store;
    }

    /** Takes step texts from any thread. */
    Consumer<String> of(RecoveryUid uid, ClusterName cluster) {
        return text -> loop.post(() -> {
            LOG.info("topology_recovery: {} [{}]", text, cluster);
            add(uid, text);
        });
    }

    private void add(RecoveryUid uid, String text) {
        Queue queue = queues.get(uid);
        if (queue == null) {
            queues.put(uid, new Queue());
            write(uid, List.of(text));
        } else {
            queue.texts.add(text);
        }
    }

    /** Goes on when every text that came before is stored, or could not be. */
    void whenStored(RecoveryUid uid, Runnable then) {
        Queue queue = queues.get(uid);
        if (queue == null) {
            then.run();
        } else {
            queue.waiting.add(then);
        }
    }

    private void write(RecoveryUid uid, List<String> texts) {
        loop.within(STORE_DEADLINE, store.note(uid, texts), _ -> next(uid), (PortException failure) -> {
            LOG.warn("{} steps of {} could not be stored: {}", texts.size(), uid, failure.getMessage());
            next(uid);
        });
    }

    private void next(RecoveryUid uid) {
        Queue queue = queues.getOrDefault(uid, new Queue());
        if (queue.texts.isEmpty()) {
            queues.remove(uid);
            queue.waiting.forEach(Runnable::run);
            return;
        }
        List<String> texts = queue.texts;
        queue.texts = new ArrayList<>();
        write(uid, texts);
    }
}
