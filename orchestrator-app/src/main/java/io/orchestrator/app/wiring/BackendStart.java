package io.orchestrator.app.wiring;

import java.time.Duration;
import java.util.Optional;

import io.orchestrator.backend.datasource.BackendException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and prepares the backend when the service starts. A backend that is down, does not answer or is being deployed by somebody
 * else is waited for, since it may come back without anybody's help (ha-shared-backend.md 12, H8); what waiting cannot mend is thrown.
 */
final class BackendStart {
    private static final Logger LOG = LoggerFactory.getLogger(BackendStart.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final String where;
    private final AwaitedUseCases waiting;
    private final Pause pause;

    /** Lets time pass; false when the process ends meanwhile. */
    interface Pause {
        boolean pass(Duration time);
    }

    /** @param where the backend with the keys that name it, for the reader of the log */
    BackendStart(String where, AwaitedUseCases waiting, Pause pause) {
        this.where = where;
        this.waiting = waiting;
        this.pause = pause;
    }

    /**
     * Repeats an attempt until it succeeds; false when the process ends before.
     *
     * @throws RuntimeException what the attempt fails with for good
     */
    boolean until(Runnable attempt) {
        long since = System.nanoTime();
        String told = "";
        do {
            try {
                attempt.run();
                if (!told.isEmpty()) {
                    LOG.info("the backend {} is there, after {} s; starting", where,
                            Duration.ofNanos(System.nanoTime() - since).toSeconds());
                }
                return true;
            } catch (RuntimeException e) {
                String reason = passing(e).orElseThrow(() -> e);
                waiting.waitingFor(reason);
                if (!reason.equals(told)) {
                    LOG.warn("{}; {} is waited for: this node answers, is not ready, and goes on when it is there",
                            reason, where);
                    told = reason;
                }
            }
        } while (pause.pass(AGAIN));
        return false;
    }

    /** Why the attempt failed, when it is a reason that may pass. */
    private static Optional<String> passing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BackendException backend) {
                return backend.mayPass() ? Optional.of(String.valueOf(backend.getMessage())) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
