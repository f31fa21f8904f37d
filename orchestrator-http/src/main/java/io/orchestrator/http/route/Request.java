package io.orchestrator.http.route;

import java.util.List;
import java.util.Map;

/** One request for a route. */
public interface Request {
    /** Decoded segment of that name; empty when this form of the route does not have it. */
    String path(String name);

    /** First value of a query parameter; empty when it is not given. */
    String query(String name);

    /** Headers as received, without {@code Host}. */
    Map<String, List<String>> headers();

    /** Who asks, empty when nobody was asked to say. */
    String user();
}
