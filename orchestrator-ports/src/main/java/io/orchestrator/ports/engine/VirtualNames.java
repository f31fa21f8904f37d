package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.naming.Unresolving;
import io.orchestrator.ports.driven.InstanceProber;

/** Finds out what a replica is told for its source: its virtual name where one is registered and leads there (discovery.md 7.4). */
final class VirtualNames {
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final IntentLoop intents;
    private final NameLoop names;
    private final FleetView view;

    VirtualNames(Loop loop, World world, Supplier<Tuning> tuning, IntentLoop intents, NameLoop names, FleetView view) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
        this.intents = intents;
        this.names = names;
        this.view = view;
    }

    /**
     * Decides at once where no virtual name is registered, else after the server was asked under it.
     *
     * @param asked what the operation wants; this process may have been told to want less of virtual names
     */
    void of(InstanceKey source, Unresolving.Wish asked, Consumer<Unresolving> then) {
        Unresolving.Wish wish = asked.or(tuning.get().naming().virtualNames());
        String virtual = intents.current().virtualNames().getOrDefault(source.hostname(), "");
        boolean trusted = tuning.get().naming().trustBinlogServers() && isBinlogServer(source);
        if (!Unresolving.needsProof(source, virtual, wish, trusted)) {
            then.accept(Unresolving.decide(source, virtual, null, wish, trusted));
            return;
        }
        InstanceKey under = new InstanceKey(virtual, source.port());
        loop.within(DEADLINE.plus(GRACE),
                world.servers().prober().probe(under, InstanceProber.Depth.LAST_LOOK, DEADLINE),
                outcome -> then.accept(Unresolving.decide(source, virtual, proof(under, outcome), wish, false)),
                _ -> then.accept(Unresolving.decide(source, virtual, null, wish, false)));
    }

    /** The key under which a server goes that a replica names. */
    InstanceKey realOf(InstanceKey named) {
        return names.known(named);
    }

    private boolean isBinlogServer(InstanceKey source) {
        return view.observed(source)
                .flatMap(observed -> observed.lastSnapshot())
                .filter(InstanceSnapshot::isBinlogServer)
                .isPresent();
    }

    /** What the server under the virtual name calls itself; where it repeats the virtual name, what that stands for. */
    private String proof(InstanceKey asked, ProbeOutcome outcome) {
        if (!(outcome instanceof ProbeOutcome.Seen seen)) {
            return "";
        }
        InstanceKey reported = seen.snapshot().key();
        if (!reported.equals(asked)) {
            names.learn(asked, reported);
        }
        return (reported.equals(asked) ? names.known(asked) : reported).hostname();
    }
}
