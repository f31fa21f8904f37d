package io.orchestrator.http.route;

import java.util.List;
import java.util.Objects;

/**
 * One route in all its forms.
 *
 * @param paths below {@code /api/}, with {@code :name} for a segment, as http-api.md 2 writes them
 * @param access who may use it
 * @param patience how long its answer may take
 * @param handler what it does
 */
public record Route(List<String> paths, Access access, Patience patience, Handler handler) {
    /** Who may use a route. */
    public enum Access {
        /** Everybody who may read. */
        READ,
        /** Changes something, and yet whoever may read may do it: the contract has no write gate there (http-api.md 1.9). */
        OPEN_WRITE,
        /** Changes something: goes through the write gate, and is refused when another site's page asks. */
        WRITE
    }

    /** How long an answer may take. */
    public enum Patience {
        ORDINARY,
        /** As long as a recovery. */
        RECOVERY
    }

    public Route {
        paths = List.copyOf(paths);
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(patience, "patience");
        Objects.requireNonNull(handler, "handler");
    }

    public static Route read(Handler handler, String... paths) {
        return new Route(List.of(paths), Access.READ, Patience.ORDINARY, handler);
    }

    public static Route openWrite(Handler handler, String... paths) {
        return new Route(List.of(paths), Access.OPEN_WRITE, Patience.ORDINARY, handler);
    }

    public static Route write(Handler handler, String... paths) {
        return new Route(List.of(paths), Access.WRITE, Patience.ORDINARY, handler);
    }

    /** The same route, waiting as long as a recovery takes. */
    public Route patient() {
        return new Route(paths, access, Patience.RECOVERY, handler);
    }
}
