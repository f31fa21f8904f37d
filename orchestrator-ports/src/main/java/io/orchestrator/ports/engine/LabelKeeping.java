package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.domain.topology.ClusterLabels;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.IntentStore;

/**
 * Writes to the backend what queries on the servers and patterns say of clusters and servers: aliases, domains, promotion rules
 * (discovery.md 8). What is new is written at once, the rest now and then: the rows' age tells when it was last heard.
 */
final class LabelKeeping {
    private static final Duration REFRESHED_EVERY = Duration.ofSeconds(60);
    /** Parts of the time after which a promotion rule expires. */
    private static final int REFRESHES = 4;
    private static final int BATCH = 200;

    private final Loop loop;
    private final IntentStore store;
    private final AuditLog audit;
    private final FleetView view;
    private final Housekeeping.Runner runner;
    private Written aliases = Written.NOTHING;
    private Written domains = Written.NOTHING;
    private final Map<InstanceKey, Rule> rules = new HashMap<>();

    /** What was written last, and when. */
    private record Written(Map<ClusterName, String> what, Duration at) {
        static final Written NOTHING = new Written(Map.of(), Duration.ZERO);

        boolean covers(Map<ClusterName, String> wanted, Duration now) {
            return wanted.equals(what) && now.minus(at).compareTo(REFRESHED_EVERY) < 0;
        }
    }

    private record Rule(PromotionRule rule, Duration at) {}

    LabelKeeping(Loop loop, IntentStore store, AuditLog audit, FleetView view, Housekeeping.Runner runner) {
        this.loop = loop;
        this.store = store;
        this.audit = audit;
        this.view = view;
        this.runner = runner;
    }

    /** This node leads no more: what it wrote may be written by others. */
    void clear() {
        aliases = Written.NOTHING;
        domains = Written.NOTHING;
        rules.clear();
    }

    /** Writes what is due; {@code candidateExpire} is the time after which a promotion rule expires. */
    void write(Duration candidateExpire) {
        Fleet fleet = view.fleet();
        Duration now = loop.now();
        Map<ClusterName, String> suggested = view.labels().suggestedAliases(fleet);
        if (!aliases.covers(suggested, now)) {
            runner.run("cluster aliases", () -> store.writeAliases(suggested),
                    _ -> aliases = new Written(suggested, now));
        }
        Map<ClusterName, String> suggestedDomains = ClusterLabels.suggestedDomains(fleet);
        if (!domains.covers(suggestedDomains, now)) {
            runner.run("cluster domains", () -> store.writeDomains(suggestedDomains),
                    _ -> domains = new Written(suggestedDomains, now));
        }
        writeRules(fleet, candidateExpire.dividedBy(REFRESHES));
    }

    private void writeRules(Fleet fleet, Duration refresh) {
        List<Candidate> due = new ArrayList<>();
        List<Candidate> news = new ArrayList<>();
        for (FleetInstance instance : fleet.instances()) {
            PromotionRule found = instance.snapshot()
                    .map(InstanceSnapshot::classification)
                    .map(said -> said.detectedRule())
                    .orElse(null);
            if (found != null && instance.observed().isSeen() && isDue(instance, found, refresh)) {
                due.add(new Candidate(instance.key(), found));
                if (instance.annotations().promotionRule() != found) {
                    news.add(new Candidate(instance.key(), found));
                }
            }
            if (due.size() == BATCH) {
                break;
            }
        }
        if (!due.isEmpty()) {
            Duration now = loop.now();
            runner.run("promotion rules", () -> store.registerCandidates(due), _ -> {
                due.forEach(one -> rules.put(one.key(), new Rule(one.rule(), now)));
                news.forEach(one -> audit
                        .audit(new AuditEntry("register-candidate", one.key(), "", one.rule().contractName())));
            });
        }
    }

    /** A rule that somebody registered meanwhile does not last beside what the query says. */
    private boolean isDue(FleetInstance instance, PromotionRule found, Duration refresh) {
        Rule last = rules.get(instance.key());
        return last == null || last.rule() != found || instance.annotations().promotionRule() != found
                || loop.now().minus(last.at()).compareTo(refresh) >= 0;
    }
}
