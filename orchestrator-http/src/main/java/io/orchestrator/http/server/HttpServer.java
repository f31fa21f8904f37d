package io.orchestrator.http.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import io.orchestrator.http.api.Api;
import io.orchestrator.http.api.ConfigurationReload;
import io.orchestrator.http.api.Measurements;
import io.orchestrator.http.auth.Admission;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.Json;
import io.orchestrator.ports.driving.AccessTokens;
import io.orchestrator.ports.driving.UseCases;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API (http-api.md) and the status page. {@link #start()} listens, {@link #close()} stops; neither is called twice. Requests
 * run on virtual threads and hold none while they wait.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Pattern SEGMENT = Pattern.compile(":([A-Za-z]+)");

    /** Acceptors and selectors; requests run on virtual threads. */
    private static final int PLATFORM_THREADS = 16;
    private static final int REQUESTS_AT_ONCE = 1_000;

    private final HttpSettings settings;
    private final Api api;
    private final Measurements measurements;
    private final AccessTokens tokens;
    private final Json json = new Json();
    private final ReplyWriter writer;
    private final ExecutorService writers;
    private final Javalin javalin;

    /** A server of a process that measures nothing. */
    public HttpServer(HttpSettings settings, UseCases useCases, ConfigurationReload reload, Clock clock) {
        this(settings, useCases, reload, Measurements.NONE, clock);
    }

    /**
     * @param settings what the configuration says
     * @param useCases what answers
     * @param reload reads the configuration again
     * @param measurements what the process measured of itself
     * @param clock time of day, in the zone of this process
     */
    public HttpServer(HttpSettings settings, UseCases useCases, ConfigurationReload reload, Measurements measurements,
            Clock clock) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.measurements = Objects.requireNonNull(measurements, "measurements");
        this.api = new Api(useCases, settings.api(), reload, measurements, clock);
        this.tokens = useCases.accessTokens();
        this.writer = new ReplyWriter(json, settings.listen().identity(), clock);
        this.writers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-reply-", 0).factory());
        this.javalin = Javalin.create(this::configure);
    }

    /**
     * Listens.
     *
     * @throws ListenException when the address cannot be used, for instance because it is taken
     */
    public void start() {
        HttpSettings.Listen listen = settings.listen();
        try {
            if (listen.host().isEmpty()) {
                javalin.start(listen.port());
            } else {
                javalin.start(listen.host(), listen.port());
            }
        } catch (RuntimeException failure) {
            close();
            throw cannotListen(listen, failure);
        }
        LOG.info("Listening on {}:{}{}/", listen.host(), javalin.port(), listen.urlPrefix());
    }

    /**
     * Fails as {@link #start()} would, and opens nothing: a service that cannot be reached should not touch its backend first.
     *
     * @throws ListenException when the address cannot be used now
     */
    public static void requireUsable(HttpSettings.Listen listen) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(listen.host().isEmpty() ? new InetSocketAddress(listen.port())
                    : new InetSocketAddress(listen.host(), listen.port()));
        } catch (IOException failure) {
            throw cannotListen(listen, failure);
        }
    }

    private static ListenException cannotListen(HttpSettings.Listen listen, Exception failure) {
        return new ListenException(
                "Cannot listen on " + listen.address() + " (ListenAddress): " + rootOf(failure).getMessage(), failure);
    }

    /** The port it listens on; meaningful after {@link #start()}. */
    public int port() {
        return javalin.port();
    }

    /** Stops listening. Requests under way are cut off. */
    @Override
    public void close() {
        javalin.stop();
        writers.shutdownNow();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(server -> server.setHandler(new ExactContentType(ReplyWriter.JSON)));
        // Each endpoint has its own deadline.
        config.http.asyncTimeout = 0;
        String prefix = settings.listen().urlPrefix();
        for (Route route : api.routes()) {
            Endpoint endpoint = endpoint(route);
            for (String path : route.paths()) {
                serve(config, prefix + "/api/" + SEGMENT.matcher(path).replaceAll("{$1}"), endpoint::serve);
            }
        }
        serve(config, settings.listen().statusPath(), endpoint(Route.read(api.status()))::serve);
        StatusPage page = new StatusPage(settings.gate(), writer);
        for (String path : StatusPage.PATHS) {
            serve(config, prefix + path, context -> page.serve(context, path));
        }
        MeasurementPages measured = new MeasurementPages(settings, measurements, writer, json, writers);
        serve(config, prefix + MeasurementPages.VARIABLES, measured::variables);
        serve(config, prefix + MeasurementPages.METRICS, measured::metrics);
        serve(config, prefix + MeasurementPages.EXPOSITION, measured::exposition);
        TokenPage exchange = new TokenPage(settings, tokens, writer, writers);
        serve(config, prefix + TokenPage.PATH, exchange::serve);
        config.routes.exception(NotFoundResponse.class, (_, context) -> notFound(context));
    }

    /** Nothing is there; somebody who may not ask is not even told that. The shell client finds out so that it needs credentials. */
    private void notFound(Context context) {
        switch (settings.gate().admit(JavalinRequest.credentials(context))) {
            case Admission.Refused _ -> writer.unauthenticated(context);
            case Admission.Admitted _,Admission.ByToken _ -> writer.notFound(context);
        }
    }

    private Endpoint endpoint(Route route) {
        return new Endpoint(route, settings.gate(), this::mayChange, settings.deadlines(), writer, writers);
    }

    private CompletionStage<Boolean> mayChange(Admission.ByToken pair) {
        return tokens.isValid(pair.publicToken(), pair.secretToken(), settings.tokens().lifetime());
    }

    /** GET, and HEAD, which does the same and leaves the body out. */
    private static void serve(JavalinConfig config, String path, Handler handler) {
        config.routes.get(path, handler);
        config.routes.head(path, handler);
    }

    private static ThreadPool threads() {
        VirtualThreadPool requests = new VirtualThreadPool(REQUESTS_AT_ONCE);
        requests.setName("http-request");
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(requests);
        return threads;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable inner = failure.getCause(); inner != null; inner = inner.getCause()) {
            root = inner;
        }
        return root;
    }
}
