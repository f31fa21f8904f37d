package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.orchestrator.domain.topology.ClusterLabels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On the leader: ends what is over and removes what is old (ha-shared-backend.md 7). */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration MINUTELY = Duration.ofSeconds(60);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Loop loop;
    private final World.Stores stores;
    private final Supplier<Tuning> tuning;
    private final BooleanSupplier leads;
    private final FleetView view;
    private final DiscoveryLoop discovery;
    private final Runnable intentsChanged;
    private final Duration pollInterval;

    Housekeeping(Loop loop, World.Stores stores, Supplier<Tuning> tuning, BooleanSupplier leads, FleetView view,
            DiscoveryLoop discovery, Runnable intentsChanged, Duration pollInterval) {
        this.loop = loop;
        this.stores = stores;
        this.tuning = tuning;
        this.leads = leads;
        this.view = view;
        this.discovery = discovery;
        this.intentsChanged = intentsChanged;
        this.pollInterval = pollInterval;
    }

    void start() {
        loop.every(OFTEN, () -> whenLeading(this::often));
        loop.every(pollInterval, () -> whenLeading(this::eachPoll));
        loop.every(MINUTELY, () -> whenLeading(this::minutely));
    }

    private void whenLeading(Runnable work) {
        if (leads.getAsBoolean()) {
            work.run();
        }
    }

    private void often() {
        run("expiry of active recoveries",
                stores.recoveries().expireActivePeriods(tuning.get().retention().recoveryBlock()));
        run("expiry of active detections", stores.detections().expire(tuning.get().retention().detectionBlock()));
    }

    private void eachPoll() {
        loop.within(DEADLINE, stores.intents().expireDowntimes(), expired -> {
            if (expired > 0) {
                intentsChanged.run();
            }
        }, failure -> LOG.debug("expiry of downtimes: {}", failure.getMessage()));
        run("cluster aliases", stores.intents().writeAliases(ClusterLabels.suggestedAliases(view.fleet())));
        run("crashed recoveries", stores.recoveries().acknowledgeCrashed());
    }

    private void minutely() {
        run("expiry of nodes", stores.nodes().expire());
        run("expiry of candidates", stores.intents().expireCandidates(tuning.get().retention().candidateExpire()));
        loop.within(DEADLINE, stores.instances().forgetUnseen(tuning.get().retention().unseenForget()),
                keys -> keys.forEach(discovery::forgotten),
                failure -> LOG.debug("unseen servers could not be forgotten: {}", failure.getMessage()));
    }

    private <T> void run(String what, CompletionStage<T> work) {
        loop.within(DEADLINE, work, _ -> {}, failure -> LOG.debug("{}: {}", what, failure.getMessage()));
    }
}
