package io.orchestrator.http.server;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.orchestrator.http.api.Api;
import io.orchestrator.http.api.ConfigurationReload;
import io.orchestrator.http.api.Measurements;
import io.orchestrator.http.auth.Admission;
import io.orchestrator.http.live.AnalysisStreams;
import io.orchestrator.http.live.EventText;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.AnalysisMapper;
import io.orchestrator.http.wire.Json;
import io.orchestrator.ports.driving.AccessTokens;
import io.orchestrator.ports.driving.UseCases;

/** All that is served, by path, with one set of settings. Which paths there are depends on where the server listens only. */
final class Site {
    private static final Pattern SEGMENT = Pattern.compile(":([A-Za-z]+)");

    private final HttpSettings settings;
    private final AccessTokens tokens;
    private final ReplyWriter writer;
    private final Executor writers;
    private final Map<String, Handler> handlers = new LinkedHashMap<>();

    /**
     * @param writers where replies are written
     * @param streams clients that read events, whichever site they came to
     */
    Site(HttpSettings settings, UseCases useCases, ConfigurationReload reload, Measurements measurements, Clock clock,
            ReplyWriter writer, Executor writers, AnalysisStreams streams) {
        this.settings = settings;
        this.tokens = useCases.accessTokens();
        this.writer = writer;
        this.writers = writers;
        Api api = new Api(useCases, settings.api(), reload, measurements, clock);
        String prefix = settings.listen().urlPrefix();
        for (Route route : api.routes()) {
            Endpoint endpoint = endpoint(route);
            for (String path : route.paths()) {
                handlers.put(prefix + "/api/" + SEGMENT.matcher(path).replaceAll("{$1}"), endpoint::serve);
            }
        }
        handlers.put(settings.listen().statusPath(), endpoint(Route.read(api.status()))::serve);
        AnalysisMapper analyses = new AnalysisMapper(settings.api().rendering());
        Json json = new Json();
        EventsPage events = new EventsPage(settings.gate(), streams,
                () -> new EventText(analyses, json, useCases.nodes().self(), clock), writer);
        handlers.put(prefix + EventsPage.PATH, events::serve);
        StatusPage page = new StatusPage(settings.gate(), writer);
        for (String path : StatusPage.PATHS) {
            handlers.put(prefix + path, context -> page.serve(context, path));
        }
        MeasurementPages measured = new MeasurementPages(settings, measurements, writer, json, writers);
        handlers.put(prefix + MeasurementPages.VARIABLES, measured::variables);
        handlers.put(prefix + MeasurementPages.METRICS, measured::metrics);
        handlers.put(prefix + MeasurementPages.EXPOSITION, measured::exposition);
        handlers.put(prefix + TokenPage.PATH, new TokenPage(settings, tokens, writer, writers)::serve);
    }

    /** Paths in the order in which they are to be tried, with segments in braces. */
    Set<String> paths() {
        return handlers.keySet();
    }

    void serve(String path, Context context) throws Exception {
        Objects.requireNonNull(handlers.get(path), path).handle(context);
    }

    /** Nothing is there; somebody who may not ask is not even told that. The shell client finds out so that it needs credentials. */
    void notFound(Context context) {
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
}
