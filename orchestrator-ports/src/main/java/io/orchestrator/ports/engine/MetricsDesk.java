package io.orchestrator.ports.engine;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driving.BatchSample;
import io.orchestrator.ports.driving.MetricsQueries;
import io.orchestrator.ports.driving.QueueSample;

/** Answers what is asked about the engine's own work. */
final class MetricsDesk implements MetricsQueries {
    private final Loop loop;
    private final Parts parts;
    private final NodeDesk node;

    MetricsDesk(Loop loop, Parts parts, NodeDesk node) {
        this.loop = loop;
        this.parts = parts;
        this.node = node;
    }

    @Override
    public CompletionStage<List<QueueSample>> queue() {
        return loop.ask(parts.discovery.log()::queue);
    }

    @Override
    public CompletionStage<List<BatchSample>> batches() {
        return loop.ask(parts.journal::batches);
    }

    @Override
    public CompletionStage<Standing> standing() {
        return loop.ask(() -> {
            DiscoveryLoop.Load load = parts.discovery.load();
            return new Standing(node.isLeader(), node.isRegistered(), load.known(), load.due(), load.dueSick(),
                    load.underWay(),
                    load.recent(), load.sick(), parts.journal.lag(), parts.starter.busy().size());
        });
    }
}
