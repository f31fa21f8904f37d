package io.orchestrator.http.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.javalin.http.Context;
import io.orchestrator.http.auth.Admission;
import io.orchestrator.http.auth.Gate;

/** The page at the root: clusters, topologies and problems, fetched from the API by the browser. */
final class StatusPage {
    /** Below the prefix; the root is redirected to its form with a slash, because the page's links are relative. */
    static final List<String> PATHS = List.of("/", "/js/status.js", "/css/status.css");

    private static final String HTML = "text/html; charset=UTF-8";
    private static final Map<String, String> TYPES =
            Map.of("/", HTML, "/js/status.js", "text/javascript; charset=UTF-8", "/css/status.css",
                    "text/css; charset=UTF-8");

    private final Gate gate;
    private final ReplyWriter writer;

    StatusPage(Gate gate, ReplyWriter writer) {
        this.gate = gate;
        this.writer = writer;
    }

    void serve(Context context, String path) {
        switch (gate.admit(JavalinRequest.credentials(context))) {
            case Admission.Refused _ -> writer.unauthenticated(context);
            case Admission.Admitted _,Admission.ByToken _ -> send(context, path);
        }
    }

    private static void send(Context context, String path) {
        if (path.equals("/") && !context.path().endsWith("/")) {
            context.redirect(context.path() + "/");
            return;
        }
        context.header("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(Objects.requireNonNull(TYPES.get(path)))
                .result(read(path.equals("/") ? "index.html" : path.substring(path.lastIndexOf('/') + 1)));
    }

    private static byte[] read(String name) {
        try (InputStream resource = StatusPage.class.getResourceAsStream("status/" + name)) {
            return Objects.requireNonNull(resource, name).readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the status page's " + name, failure);
        }
    }
}
