package io.orchestrator.http.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.javalin.http.Context;
import io.orchestrator.http.api.Measurements;
import io.orchestrator.http.auth.Admission;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.wire.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the process measured of itself: the contract's two pages (http-api.md 2.16), and one for Prometheus. */
final class MeasurementPages {
    /** Paths below the prefix. */
    static final String VARIABLES = "/debug/vars";
    static final String METRICS = "/debug/metrics";
    static final String EXPOSITION = "/metrics";

    private static final Logger LOG = LoggerFactory.getLogger(MeasurementPages.class);
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int UNAVAILABLE = 503;

    private final Gate gate;
    private final Measurements measurements;
    private final Duration deadline;
    private final ReplyWriter writer;
    private final Json json;
    private final Executor executor;

    /**
     * @param executor where replies are written: never on the thread that completes a stage, which belongs to the engine
     */
    MeasurementPages(HttpSettings settings, Measurements measurements, ReplyWriter writer, Json json,
            Executor executor) {
        this.gate = settings.gate();
        this.measurements = measurements;
        this.deadline = settings.deadlines().ordinary();
        this.writer = writer;
        this.json = json;
        this.executor = executor;
    }

    void variables(Context context) {
        serve(context, ReplyWriter.JSON,
                () -> CompletableFuture.completedStage(text(measurements.variables())));
    }

    void metrics(Context context) {
        serve(context, ReplyWriter.JSON, () -> measurements.metrics().thenApply(this::text));
    }

    void exposition(Context context) {
        serve(context, PROMETHEUS, measurements::exposition);
    }

    private void serve(Context context, String contentType, Supplier<CompletionStage<String>> page) {
        switch (gate.admit(JavalinRequest.credentials(context))) {
            case Admission.Refused _ -> writer.unauthenticated(context);
            case Admission.Admitted _,Admission.ByToken _ -> send(context, contentType, page.get());
        }
    }

    private void send(Context context, String contentType, CompletionStage<String> page) {
        String path = context.path();
        context.future(() -> page.toCompletableFuture()
                .copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync((text, failure) -> {
                    if (failure == null) {
                        context.contentType(contentType).result(text.getBytes(StandardCharsets.UTF_8));
                    } else {
                        LOG.warn("{} could not be answered: {}", path, String.valueOf(failure.getMessage()));
                        context.status(UNAVAILABLE)
                                .contentType(TEXT)
                                .result("The metrics could not be read: " + failure.getMessage() + "\n");
                    }
                    return context;
                }, executor));
    }

    /** One line each, sorted, as the contract has it. */
    private String text(Map<String, Number> numbers) {
        return new TreeMap<>(numbers).entrySet()
                .stream()
                .map(entry -> written(entry.getKey()) + ": " + written(entry.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private String written(Object value) {
        return new String(json.bytes(value), StandardCharsets.UTF_8);
    }
}
