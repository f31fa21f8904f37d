package io.orchestrator.http.live;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.orchestrator.ports.driving.AnalysisEvents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client that reads events. All is written by one thread of its own, which may wait for the client; nobody waits for that thread. */
final class AnalysisStream {
    private static final Logger LOG = LoggerFactory.getLogger(AnalysisStream.class);
    private static final long NOT_WRITING = Long.MIN_VALUE;

    private final EventText texts;
    private final EventSink sink;
    private final Consumer<AnalysisStream> onEnd;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("http-events-", 0).factory());
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile AnalysisEvents.@Nullable Subscription subscription;
    private volatile long writingSince = NOT_WRITING;
    private volatile long lastWritten = System.nanoTime();

    AnalysisStream(EventText texts, EventSink sink, Consumer<AnalysisStream> onEnd) {
        this.texts = texts;
        this.sink = sink;
        this.onEnd = onEnd;
    }

    void begin(AnalysisEvents events, long after) {
        AnalysisEvents.Subscription begun = events.listen(event -> write(texts.of(event)), after, writer);
        subscription = begun;
        if (ended.get()) {
            begun.close();
        }
    }

    private void write(byte[] text) {
        if (ended.get()) {
            return;
        }
        writingSince = System.nanoTime();
        try {
            sink.write(text);
        } catch (IOException | RuntimeException gone) {
            LOG.debug("a client that read events is gone: {}", gone.toString());
            end();
        } finally {
            lastWritten = System.nanoTime();
            writingSince = NOT_WRITING;
        }
    }

    /**
     * Called now and then.
     *
     * @param heartbeat after so long without an event something is written, so that a client that is gone is noticed
     * @param patience a client that reads nothing for so long, though something waits for it, is dropped
     */
    void check(Duration heartbeat, Duration patience) {
        long now = System.nanoTime();
        long since = writingSince;
        if (since != NOT_WRITING) {
            if (now - since > patience.toNanos()) {
                LOG.info("a client that did not read its events for {} s is dropped", patience.toSeconds());
                sink.abort();
                end();
            }
        } else if (now - lastWritten >= heartbeat.toNanos()) {
            hand(() -> write(EventText.HEARTBEAT));
        }
    }

    /** Says good-bye, unless the client does not read. */
    void farewell() {
        if (writingSince != NOT_WRITING) {
            sink.abort();
            end();
        } else {
            hand(() -> {
                write(EventText.FAREWELL);
                end();
            });
        }
    }

    private void hand(Runnable task) {
        try {
            writer.execute(task);
        } catch (RejectedExecutionException _) {
            LOG.trace("the stream has ended");
        }
    }

    /** Waits until nothing is written any more, at most for so long. */
    void awaitEnd(Duration patience) throws InterruptedException {
        if (!writer.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.debug("a client that reads events could not be told in time that this node stops");
        }
    }

    void end() {
        if (ended.compareAndSet(false, true)) {
            AnalysisEvents.Subscription begun = subscription;
            if (begun != null) {
                begun.close();
            }
            writer.shutdown();
            onEnd.accept(this);
            sink.ended();
        }
    }
}
