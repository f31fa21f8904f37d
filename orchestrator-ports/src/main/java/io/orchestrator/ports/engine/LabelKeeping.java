package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.ports.driven.IntentStore;

/**
 * Writes to the backend what queries on the servers and patterns say of clusters: aliases and domains
 * (discovery.md 8). What is new is written at once, the rest now and then: the rows' age tells when it was last heard.
 */
final class LabelKeeping {
    /** The longest that a label goes unrefreshed; one that soon expires is refreshed at half its lifetime. */
    private static final Duration REFRESHED_EVERY = Duration.ofSeconds(60);

    private final Loop loop;
    private final IntentStore store;
    private final Supplier<Tuning.Retention> retention;
    private final Housekeeping.Runner runner;
    private Written aliases = Written.NOTHING;
    private Written domains = Written.NOTHING;

    /** What was written last, and when. */
    private record Written(Map<ClusterName, String> what, Duration at) {
        static final Written NOTHING = new Written(Map.of(), Duration.ZERO);

        boolean covers(Map<ClusterName, String> wanted, Duration lifetime, Duration now) {
            Duration half = lifetime.dividedBy(2);
            Duration refreshed = half.compareTo(REFRESHED_EVERY) < 0 ? half : REFRESHED_EVERY;
            return wanted.equals(what) && now.minus(at).compareTo(refreshed) < 0;
        }
    }

    LabelKeeping(Loop loop, IntentStore store, Supplier<Tuning.Retention> retention, Housekeeping.Runner runner) {
        this.loop = loop;
        this.store = store;
        this.retention = retention;
        this.runner = runner;
    }

    /** This node leads no more: what it wrote may be written by others. */
    void clear() {
        aliases = Written.NOTHING;
        domains = Written.NOTHING;
    }

    /** Writes what is due. */
    void write(Fleet fleet) {
        Duration now = loop.now();
        Map<ClusterName, String> suggested = ClusterLabels.suggestedAliases(fleet);
        if (!aliases.covers(suggested, retention.get().unseenForget(), now)) {
            runner.run("cluster aliases", () -> store.writeAliases(suggested),
                    _ -> aliases = new Written(suggested, now));
        }
        Map<ClusterName, String> suggestedDomains = ClusterLabels.suggestedDomains(fleet);
        if (!domains.covers(suggestedDomains, retention.get().registered().names(), now)) {
            runner.run("cluster domains", () -> store.writeDomains(suggestedDomains),
                    _ -> domains = new Written(suggestedDomains, now));
        }
    }
}
