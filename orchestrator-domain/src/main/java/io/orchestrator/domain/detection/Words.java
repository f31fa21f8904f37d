package io.orchestrator.domain.detection;

import java.util.ArrayList;
import java.util.List;

import io.orchestrator.domain.instance.CommitProgress;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeWrite;
import io.orchestrator.domain.instance.ThreadState;
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

    /** What probes learned of a write path, with the numbers; empty when it was not looked at. */
    static String writes(Evidence.@Nullable WritePath writes) {
        if (writes == null) {
            return "";
        }
        CommitProgress commits = writes.health().commits();
        ProbeWrite write = writes.health().write();
        List<String> parts = new ArrayList<>();
        if (commits.waiting() > 0) {
            parts.add(sessions(commits.waiting()) + what(commits.waitingFor()) + ", the oldest for "
                    + commits.oldest().toSeconds() + " s");
        }
        if (commits.stalledFor().isPositive()) {
            parts.add("nothing was committed for at least " + commits.stalledFor().toMillis() + " ms");
        }
        if (write != null) {
            parts.add(result(write));
        }
        return String.join("; ", parts);
    }

    private static String sessions(int count) {
        return count == 1 ? "1 session waits " : count + " sessions wait ";
    }

    private static String what(CommitProgress.Wait wait) {
        return switch (wait) {
            case NOTHING -> "for nothing";
            case READ_LOCK -> "for a lock that somebody holds on all writes, such as a backup does";
            case COMMIT -> "for a commit to finish";
            case DISK_SPACE -> "for disk space";
            case ACKNOWLEDGEMENT -> "for acknowledgements of replicas";
        };
    }

    private static String result(ProbeWrite write) {
        String standing = ", and so for " + write.standing().toMillis() + " ms";
        return switch (write.result()) {
            case WRITTEN -> "the write on trial took " + write.took().toMillis() + " ms";
            case UNANSWERED -> "the write on trial did not return within " + write.took().toMillis() + " ms" + standing;
            case DISK_FULL, READ_ONLY_FILE_SYSTEM, READ_ONLY_SERVER, LOCKED, REFUSED ->
                    "the write on trial failed (" + write.message() + ")" + standing;
            case UNCONNECTED -> "the write on trial could not be made (" + write.message() + ")" + standing;
        };
    }

    static String state(ThreadState state) {
        return switch (state) {
            case RUNNING -> "runs";
            case STOPPED -> "is stopped";
            case NO_THREAD -> "is not configured";
            case OTHER -> "is connecting";
        };
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
            case OVERLOADED -> "was refused because the server has too many connections: it lives";
            case TLS -> "could not set up TLS";
            case STATEMENT_FAILED -> "failed in a statement";
            case EXCLUDED -> "was skipped by a configured filter";
        };
    }
}
