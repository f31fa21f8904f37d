package io.orchestrator.domain.detection;

import io.orchestrator.domain.instance.ProbeFailure;
import org.jspecify.annotations.Nullable;

/** Evidence in words for people. */
final class Words {
    private Words() {}

    static String replicaCount(Evidence e) {
        int count = e.replicas().count();
        return count == 1 ? "1 replica" : count + " replicas";
    }

    static String allReadable(Evidence e) {
        return e.replicas().count() == 1 ? "its 1 replica can be read"
                : "all its " + replicaCount(e) + " can be read";
    }

    static String someReadable(Evidence e) {
        return e.replicas().seen() + " of its " + replicaCount(e) + " can be read";
    }

    static String replicatingCount(Evidence e) {
        return e.replicas().replicating() + " of its " + replicaCount(e)
                + (e.replicas().replicating() == 1 ? " still replicates" : " still replicate");
    }

    static String acknowledgements(Evidence e) {
        return "commits wait for " + e.semiSync().wanted() + " acknowledging replicas and "
                + e.semiSync().clients() + " are connected";
    }

    /** How reading the server went; only meaningful when it is not valid. */
    static String check(Evidence.Check check) {
        if (check.hung()) {
            return "The probe under way has had no answer for too long.";
        }
        String partly = check.partial() ? " It answered the basic variables." : "";
        return "The last probe " + failure(check.failure()) + "." + partly;
    }

    private static String failure(ProbeFailure.@Nullable Kind kind) {
        if (kind == null) {
            return "failed, or there was none yet";
        }
        return switch (kind) {
            case REFUSED -> "was refused: nobody listens";
            case TIMED_OUT -> "got no answer in time";
            case LOST -> "lost its connection";
            case UNRESOLVED -> "could not resolve the host name";
            case ACCESS_DENIED -> "was denied access";
            case TLS -> "could not set up TLS";
            case STATEMENT_FAILED -> "failed in a statement";
            case EXCLUDED -> "was skipped by a configured filter";
        };
    }
}
