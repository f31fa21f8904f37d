package io.orchestrator.http.server;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.javalin.http.Context;
import io.orchestrator.http.auth.Credentials;
import io.orchestrator.http.route.Request;

/** A request, read from Javalin at once: it is used after the request thread has gone. */
final class JavalinRequest implements Request {
    private static final String HOST = "host";

    private final Map<String, String> path;
    private final Map<String, List<String>> query;
    private final Map<String, List<String>> headers;
    private final String user;

    JavalinRequest(Context context, String user) {
        this.path = Map.copyOf(context.pathParamMap());
        this.query = Map.copyOf(context.queryParamMap());
        Map<String, List<String>> received = new TreeMap<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            if (!name.toLowerCase(Locale.ROOT).equals(HOST)) {
                received.put(name, List.copyOf(Collections.list(context.req().getHeaders(name))));
            }
        }
        this.headers = Collections.unmodifiableMap(received);
        this.user = Objects.requireNonNull(user, "user");
    }

    /** What a request proves with who it comes from. */
    static Credentials credentials(Context context) {
        return new Credentials(Objects.requireNonNullElse(context.header("Authorization"), ""),
                Objects.requireNonNullElse(context.cookie(Credentials.COOKIE), ""));
    }

    @Override
    public String path(String name) {
        return path.getOrDefault(name, "");
    }

    @Override
    public String query(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    @Override
    public Map<String, List<String>> headers() {
        return headers;
    }

    @Override
    public String user() {
        return user;
    }
}
