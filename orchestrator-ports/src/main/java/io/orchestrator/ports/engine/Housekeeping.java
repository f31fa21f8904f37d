package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.NodeStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On the leader: ends what is over and removes what is old (ha-shared-backend.md 7). */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration MINUTELY = Duration.ofSeconds(60);
    private static final Duration COORDINATES_KEPT_FOR = Duration.ofMinutes(4);
    private static final Duration SILENT_AFTER = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Loop loop;
    private final World.Stores stores;
    private final AuditLog audit;
    private final Supplier<Tuning> tuning;
    private final BooleanSupplier leads;
    private final FleetView view;
    private final DiscoveryLoop discovery;
    private final Runnable intentsChanged;
    private final Duration pollInterval;
    /** What was asked of the store and is not answered: it is not asked again until then. */
    private final Set<String> underWay = new HashSet<>();
    private final LabelKeeping labels;
    private final LostServerKeeping lost;
    private boolean recoveriesNext;

    Housekeeping(Loop loop, World.Stores stores, AuditLog audit, Supplier<Tuning> tuning, BooleanSupplier leads,
            FleetView view, DiscoveryLoop discovery, Runnable intentsChanged, Duration pollInterval) {
        this.loop = loop;
        this.stores = stores;
        this.audit = audit;
        this.tuning = tuning;
        this.leads = leads;
        this.view = view;
        this.discovery = discovery;
        this.intentsChanged = intentsChanged;
        this.pollInterval = pollInterval;
        this.labels = new LabelKeeping(loop, stores.intents(), () -> tuning.get().retention(), this::run);
        this.lost = new LostServerKeeping(loop, stores.intents(), audit, this::run, intentsChanged);
    }

    void start() {
        loop.every(OFTEN, () -> whenLeading(this::often));
        loop.every(pollInterval, () -> whenLeading(this::eachPoll));
        loop.every(MINUTELY, () -> whenLeading(this::minutely));
        Duration topologiesEvery = tuning.get().retention().samples().topologiesEvery();
        if (topologiesEvery.isPositive()) {
            loop.every(topologiesEvery,
                    () -> whenLeading(() -> run("record of topologies", stores.instances()::recordTopologies)));
        }
    }

    /** This node has just become leader: what a dead one held back is given free at once. */
    void gained() {
        expireMaintenance();
    }

    private void whenLeading(Runnable work) {
        if (leads.getAsBoolean()) {
            work.run();
        } else {
            labels.clear();
            lost.clear();
        }
    }

    /** By turns: what a node does each second is most of what a small fleet's backend is asked. */
    private void often() {
        recoveriesNext = !recoveriesNext;
        if (recoveriesNext) {
            run("expiry of active recoveries",
                    () -> stores.recoveries().expireActivePeriods(tuning.get().retention().recoveryBlock()));
        } else {
            run("expiry of active detections",
                    () -> stores.detections().expire(tuning.get().retention().detectionBlock()));
        }
    }

    private void eachPoll() {
        run("expiry of downtimes", stores.intents()::expireDowntimes, rows -> {
            told("expire-downtime", "Expired downtimes: ", rows);
            changedIntents(rows);
        });
        Fleet fleet = view.fleet();
        lost.prolongAndEnd(fleet);
        labels.write(fleet);
        run("crashed recoveries", stores.recoveries()::acknowledgeCrashed);
    }

    /** Who has not registered again by then is gone; the backend's clocks need not agree. */
    private void expireSilent(List<NodeStore.Sign> signs) {
        loop.after(SILENT_AFTER,
                () -> whenLeading(() -> run("expiry of nodes", () -> stores.nodes().expire(signs))));
    }

    private void expireMaintenance() {
        run("expiry of maintenance", stores.intents()::expireMaintenance, rows -> {
            told("expire-maintenance", "Expired maintenances: ", rows);
            changedIntents(rows);
        });
    }

    private void told(String type, String what, int rows) {
        if (rows > 0) {
            audit.audit(new AuditEntry(type, InstanceKey.NONE, "", what + rows));
        }
    }

    private void changedIntents(int rows) {
        if (rows > 0) {
            intentsChanged.run();
        }
    }

    private void minutely() {
        Tuning.Retention retention = tuning.get().retention();
        run("expiry of coordinates", () -> stores.instances().expireCoordinates(COORDINATES_KEPT_FOR));
        run("record of coordinates", stores.instances()::recordCoordinates);
        run("signs of nodes", stores.nodes()::signs, this::expireSilent);
        run("expiry of the history of nodes", () -> stores.nodes().expireHistory(retention.unseenForget()));
        run("expiry of candidates", () -> stores.intents().expireCandidates(retention.candidateExpire()));
        expireMaintenance();
        run("expiry of what was registered", () -> stores.intents().expireRegistered(retention.registered()));
        run("expiry of aliases", () -> stores.intents().expireAliases(retention.unseenForget()),
                rows -> told("forget-clustr-aliases", "Forgotten aliases: ", rows));
        run("purge of detections",
                () -> stores.detections().purge(retention.history(), retention.unseenForget()));
        run("purge of recoveries", () -> stores.recoveries().purge(retention.history()));
        audit.purge(retention.history());
        run("servers not seen for long", () -> stores.instances().forgetUnseen(retention.unseenForget()),
                keys -> {
                    keys.forEach(discovery::forgotten);
                    told("forget-unseen", "Forgotten instances: ", keys.size());
                });
    }

    private <T> void run(String what, Supplier<CompletionStage<T>> work) {
        run(what, work, _ -> {});
    }

    /** How the parts of the housekeeping ask a store. */
    @FunctionalInterface
    interface Runner {
        /** Asks, unless an earlier question of the same name is not answered yet. */
        <T> void run(String what, Supplier<CompletionStage<T>> work, Consumer<T> done);
    }

    private <T> void run(String what, Supplier<CompletionStage<T>> work, Consumer<T> done) {
        if (!underWay.add(what)) {
            return;
        }
        loop.within(DEADLINE, work.get(), value -> {
            underWay.remove(what);
            done.accept(value);
        }, failure -> {
            underWay.remove(what);
            LOG.debug("{}: {}", what, failure.getMessage());
        });
    }
}
