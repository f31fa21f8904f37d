package io.orchestrator.http.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import io.orchestrator.http.api.ConfigurationReload;
import io.orchestrator.http.api.Measurements;
import io.orchestrator.http.live.AnalysisStreams;
import io.orchestrator.http.wire.Json;
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

    /** Acceptors and selectors; requests run on virtual threads. */
    private static final int PLATFORM_THREADS = 16;
    private static final int REQUESTS_AT_ONCE = 1_000;

    private final HttpSettings.Listen listen;
    private final Function<HttpSettings, Site> sites;
    private final ExecutorService writers;
    private final AnalysisStreams streams;
    private final Javalin javalin;
    private volatile Site site;

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
        this.listen = settings.listen();
        this.writers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-reply-", 0).factory());
        ReplyWriter writer = new ReplyWriter(new Json(), listen.identity(), clock);
        this.streams = new AnalysisStreams(useCases.analysisEvents(), settings.streams());
        this.sites = read -> new Site(read, useCases, reload, measurements, clock, writer, writers, streams);
        this.site = sites.apply(settings);
        this.javalin = Javalin.create(this::configure);
    }

    /** Puts other settings into effect for requests that come from now on; where it listens, and under which name, stays. */
    public void reconfigure(HttpSettings settings) {
        site = sites.apply(new HttpSettings(listen, settings.gate(), settings.api(), settings.deadlines(),
                settings.tokens(), settings.streams()));
    }

    /**
     * Listens.
     *
     * @throws ListenException when the address cannot be used, for instance because it is taken
     */
    public void start() {
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
        streams.start();
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

    /** Stops listening. Requests under way are cut off, streams of events are told. */
    @Override
    public void close() {
        streams.close();
        javalin.stop();
        writers.shutdownNow();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(
                server -> server.setHandler(new Connections(new ExactContentType(ReplyWriter.JSON))));
        // Each endpoint has its own deadline.
        config.http.asyncTimeout = 0;
        for (String path : site.paths()) {
            serve(config, path, context -> site.serve(path, context));
        }
        config.routes.exception(NotFoundResponse.class, (_, context) -> site.notFound(context));
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
