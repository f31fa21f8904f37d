package io.orchestrator.backend.probe;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.backend.target.Row;
import io.orchestrator.domain.instance.CommitProgress;
import io.orchestrator.domain.instance.CommitProgress.Wait;

/**
 * Tells how long the commits of a server have stood still: as long as one and the same statement was seen waiting for its commit in one
 * answer after another, while neither the server's GTIDs nor what was written to its binary log moved. A large transaction moves the
 * latter, many small ones both. The result is a lower bound: never more than the truth.
 */
final class CommitTracker {
    /** The server counts whole seconds, and rounds. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private final Map<String, Duration> waitingSince = new HashMap<>();
    private String moved = "";
    private Duration movedAt = Duration.ZERO;

    /**
     * Compares an answer with those before.
     *
     * @param variables the variables of one answer
     * @param sessions what {@link CommitQuery} asked in it
     * @param asked when that answer was asked for, on the monotonic clock
     * @param received when it was there
     */
    synchronized CommitProgress observe(Row variables, Row sessions, Duration asked, Duration received) {
        String now = variables.text("gtid_executed").hashCode() + "/" + variables.text("gtid_current_pos").hashCode()
                + "/" + sessions.text("written");
        if (!now.equals(moved)) {
            moved = now;
            movedAt = received;
        }
        follow(sessions.text("who"), asked, received);
        Duration stalled = waitingSince.values()
                .stream()
                .min(Duration::compareTo)
                .map(since -> asked.minus(since.compareTo(movedAt) > 0 ? since : movedAt))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        return progress(sessions, stalled);
    }

    /** Nothing is known any more. */
    synchronized void forget() {
        waitingSince.clear();
        moved = "";
    }

    private void follow(String who, Duration asked, Duration received) {
        Map<String, Duration> before = Map.copyOf(waitingSince);
        waitingSince.clear();
        for (String entry : who.isEmpty() ? List.<String>of() : List.of(who.split(" ", -1))) {
            int colon = entry.indexOf(':');
            // Where the server cut the list, the last entry may be no entry.
            if (colon > 0 && colon < entry.length() - 1) {
                String id = entry.substring(0, colon);
                Duration running = Duration.ofSeconds(Long.parseLong(entry.substring(colon + 1)));
                Duration since = before.getOrDefault(id, received);
                boolean sameStatement = running.plus(ROUNDING).compareTo(asked.minus(since)) >= 0;
                waitingSince.put(id, sameStatement ? since : received);
            }
        }
    }

    private static CommitProgress progress(Row sessions, Duration stalled) {
        int acknowledgements = (int) sessions.number("waits_ack");
        int space = (int) sessions.number("waits_space");
        int commits = (int) sessions.number("waits_commit");
        int locks = (int) sessions.number("waits_lock");
        Duration oldest = Duration.ofSeconds(sessions.number("oldest"));
        // Who waits for an acknowledgement or for disk space keeps others waiting for their commit.
        if (acknowledgements > 0) {
            return new CommitProgress(Wait.ACKNOWLEDGEMENT, acknowledgements + commits, oldest, stalled);
        }
        if (space > 0) {
            return new CommitProgress(Wait.DISK_SPACE, space + commits, oldest, stalled);
        }
        if (commits > 0) {
            return new CommitProgress(Wait.COMMIT, commits, oldest, stalled);
        }
        return locks > 0 ? new CommitProgress(Wait.READ_LOCK, locks, oldest, Duration.ZERO) : CommitProgress.FREE;
    }
}
