package io.orchestrator.ports.driving;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * What this node measured of its own work (discovery.md 10.2); recent probes are in {@link FleetQueries#probes}. It is in memory, of the
 * last minutes and bounded. A node that does not lead has little to tell.
 */
public interface MetricsQueries {
    /** One sample a second, oldest first, as many as {@code DiscoveryQueueMaxStatisticsSize} says. */
    CompletionStage<List<QueueSample>> queue();

    /** Batches of the last two minutes, oldest first. */
    CompletionStage<List<BatchSample>> batches();

    /** How things stand now. */
    CompletionStage<Standing> standing();

    /**
     * How things stand at one moment.
     *
     * @param leads this node leads
     * @param healthy this node could be registered in the backend last time
     * @param known servers that are polled
     * @param due of those, how many are due and wait
     * @param dueSick of these, how many could not be connected to when they were probed last
     * @param underWay probes under way
     * @param recent servers a probe of which began within the last poll interval
     * @param sick servers that could not be connected to when they were probed last
     * @param unwritten age of the oldest observation that is not in the backend yet
     * @param recoveries recoveries under way on this node
     */
    record Standing(boolean leads, boolean healthy, int known, int due, int dueSick, int underWay, int recent, int sick,
            Duration unwritten, int recoveries) {
        public Standing {
            Objects.requireNonNull(unwritten, "unwritten");
        }
    }
}
