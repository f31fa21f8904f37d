package io.orchestrator.ports.inmemory.fleet;

import java.time.Duration;
import java.util.Objects;

/**
 * How a simulated fleet behaves.
 *
 * @param shortestTrip least time a message is under way
 * @param longestTrip most time a message is under way on a good day
 * @param heartbeat heartbeat of a replication channel
 * @param netTimeout silence after which a receiver gives its connection up
 * @param connectRetry how often a receiver tries to connect
 * @param applyTime how long an applier takes for one transaction
 * @param waitTimeout idle time after which a server closes an acting connection
 */
public record FleetSettings(Duration shortestTrip, Duration longestTrip, Duration heartbeat, Duration netTimeout,
        Duration connectRetry, Duration applyTime, Duration waitTimeout) {
    /** A fast local network. */
    public static final FleetSettings DEFAULT = new FleetSettings(Duration.ofNanos(200_000), Duration.ofMillis(2),
            Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(1), Duration.ofMillis(2),
            Duration.ofSeconds(2));

    public FleetSettings {
        Objects.requireNonNull(shortestTrip, "shortestTrip");
        Objects.requireNonNull(longestTrip, "longestTrip");
        Objects.requireNonNull(heartbeat, "heartbeat");
        Objects.requireNonNull(netTimeout, "netTimeout");
        Objects.requireNonNull(connectRetry, "connectRetry");
        Objects.requireNonNull(applyTime, "applyTime");
        Objects.requireNonNull(waitTimeout, "waitTimeout");
    }
}
