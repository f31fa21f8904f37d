package io.orchestrator.ports.driving;

/** Everything that can be asked of the product, one accessor per group. The engine implements it. */
public interface UseCases {
    FleetQueries fleet();

    DiscoveryCommands discovery();

    RecoveryCommands recoveries();

    OperationsCommands operations();

    MaintenanceCommands maintenance();

    TagCommands tags();

    PoolCommands pools();

    AccessTokens accessTokens();

    NameCommands names();

    HistoryQueries history();

    ExplainQueries explanations();

    NodeQueries nodes();

    MetricsQueries metrics();

    AnalysisEvents analysisEvents();
}
