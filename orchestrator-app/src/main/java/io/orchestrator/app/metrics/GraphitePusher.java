package io.orchestrator.app.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends all metrics to Graphite, again and again from {@link #start()} to {@link #close()} (discovery.md 10.1). A target that takes
 * nothing is told of once, and once more when it does again.
 */
public final class GraphitePusher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GraphitePusher.class);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READING_SECONDS = 10;

    private final GraphiteTarget target;
    private final ProcessMetrics metrics;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("graphite").unstarted(this::pushUntilClosed);
    private volatile boolean failing;

    public GraphitePusher(GraphiteTarget target, ProcessMetrics metrics, InstantSource clock) {
        this.target = target;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Sends for the first time after one interval. Returns at once. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    private void pushUntilClosed() {
        try {
            while (!closed.await(target.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                push();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends once; a failure is told, the first time, and is no failure of the caller. */
    void push() throws InterruptedException {
        try {
            send(lines(metrics.read().toCompletableFuture().get(READING_SECONDS, TimeUnit.SECONDS)));
            if (failing) {
                failing = false;
                LOG.info("metrics reach Graphite at {}:{} again", target.host(), target.port());
            }
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            if (!failing) {
                failing = true;
                LOG.warn(
                        "metrics could not be sent to Graphite at {}:{} (GraphiteAddr): {}; it is tried again every {} s"
                                + " and told when it succeeds",
                        target.host(), target.port(), e, target.interval().toSeconds());
            }
        }
    }

    private void send(String lines) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
            try (OutputStream out = socket.getOutputStream()) {
                out.write(lines.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** For a count its sum and that sum by the seconds of an interval, as the contract has it; for a gauge its value. */
    private String lines(ProcessMetrics.Reading reading) {
        long now = clock.instant().getEpochSecond();
        double seconds = target.interval().toMillis() / 1000.0;
        StringBuilder lines = new StringBuilder();
        reading.counts().forEach((name, count) -> {
            line(lines, name + ".count", Long.toString(count), now);
            line(lines, name + ".count_ps", String.format(Locale.ROOT, "%.2f", count / seconds), now);
        });
        reading.gauges().forEach((name, value) -> line(lines, name + ".value", text(value), now));
        return lines.toString();
    }

    private void line(StringBuilder lines, String name, String value, long now) {
        lines.append(target.prefix())
                .append('.')
                .append(name)
                .append(' ')
                .append(value)
                .append(' ')
                .append(now)
                .append('\n');
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }
}
