package io.orchestrator.app.wiring;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.AccessTokens;
import io.orchestrator.ports.driving.AnalysisEvents;
import io.orchestrator.ports.driving.DiscoveryCommands;
import io.orchestrator.ports.driving.ExplainQueries;
import io.orchestrator.ports.driving.FleetQueries;
import io.orchestrator.ports.driving.HistoryQueries;
import io.orchestrator.ports.driving.MaintenanceCommands;
import io.orchestrator.ports.driving.MetricsQueries;
import io.orchestrator.ports.driving.NameCommands;
import io.orchestrator.ports.driving.NodeQueries;
import io.orchestrator.ports.driving.OperationsCommands;
import io.orchestrator.ports.driving.PoolCommands;
import io.orchestrator.ports.driving.RecoveryCommands;
import io.orchestrator.ports.driving.TagCommands;
import io.orchestrator.ports.driving.UseCases;
import org.jspecify.annotations.Nullable;

/**
 * The use cases before there is an engine to answer them: while the backend is waited for or its schema prepared, this node does not
 * lead, is unhealthy and says why, and refuses everything else with the same reason. From {@link #attach} on the engine answers.
 */
final class AwaitedUseCases implements UseCases {
    private final NodeId self;
    private final FleetQueries fleet = awaited(FleetQueries.class, UseCases::fleet);
    private final DiscoveryCommands discovery = awaited(DiscoveryCommands.class, UseCases::discovery);
    private final RecoveryCommands recoveries = awaited(RecoveryCommands.class, UseCases::recoveries);
    private final OperationsCommands operations = awaited(OperationsCommands.class, UseCases::operations);
    private final MaintenanceCommands maintenance = awaited(MaintenanceCommands.class, UseCases::maintenance);
    private final TagCommands tags = awaited(TagCommands.class, UseCases::tags);
    private final PoolCommands pools = awaited(PoolCommands.class, UseCases::pools);
    private final AccessTokens accessTokens = awaited(AccessTokens.class, UseCases::accessTokens);
    private final NameCommands names = awaited(NameCommands.class, UseCases::names);
    private final HistoryQueries history = awaited(HistoryQueries.class, UseCases::history);
    private final ExplainQueries explanations = awaited(ExplainQueries.class, UseCases::explanations);
    private final NodeQueries nodes = awaited(NodeQueries.class, UseCases::nodes);
    private final MetricsQueries metrics = awaited(MetricsQueries.class, UseCases::metrics);
    private final AnalysisEvents analysisEvents = awaited(AnalysisEvents.class, UseCases::analysisEvents);
    private volatile @Nullable UseCases engine;
    private volatile String reason = "the backend is not open yet";

    AwaitedUseCases(NodeId self) {
        this.self = self;
    }

    /** What is waited for, as callers are told. */
    void waitingFor(String newReason) {
        reason = newReason;
    }

    /** The engine answers from now on. */
    void attach(UseCases started) {
        engine = started;
    }

    private <T> T awaited(Class<T> group, Function<UseCases, T> ofEngine) {
        return group.cast(Proxy.newProxyInstance(group.getClassLoader(), new Class<?>[] {group},
                (_, method, arguments) -> {
                    UseCases started = engine;
                    return started == null ? refuse(method) : invoke(method, ofEngine.apply(started), arguments);
                }));
    }

    private static Object invoke(Method method, Object target, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private Object refuse(Method method) {
        if (method.getDeclaringClass() == NodeQueries.class) {
            switch (method.getName()) {
                case "isLeader" -> {
                    return false;
                }
                case "self" -> {
                    return self;
                }
                case "health" -> {
                    return CompletableFuture
                            .completedStage(new NodeQueries.Health(false, self, null, List.of(), reason));
                }
                default -> {
                }
            }
        }
        PortException failure =
                new PortException(PortException.Category.UNAVAILABLE, "not ready: " + reason, null);
        if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            return CompletableFuture.failedStage(failure);
        }
        throw failure;
    }

    @Override
    public FleetQueries fleet() {
        return fleet;
    }

    @Override
    public DiscoveryCommands discovery() {
        return discovery;
    }

    @Override
    public RecoveryCommands recoveries() {
        return recoveries;
    }

    @Override
    public OperationsCommands operations() {
        return operations;
    }

    @Override
    public MaintenanceCommands maintenance() {
        return maintenance;
    }

    @Override
    public TagCommands tags() {
        return tags;
    }

    @Override
    public PoolCommands pools() {
        return pools;
    }

    @Override
    public AccessTokens accessTokens() {
        return accessTokens;
    }

    @Override
    public NameCommands names() {
        return names;
    }

    @Override
    public HistoryQueries history() {
        return history;
    }

    @Override
    public ExplainQueries explanations() {
        return explanations;
    }

    @Override
    public NodeQueries nodes() {
        return nodes;
    }

    @Override
    public MetricsQueries metrics() {
        return metrics;
    }

    @Override
    public AnalysisEvents analysisEvents() {
        return analysisEvents;
    }
}
