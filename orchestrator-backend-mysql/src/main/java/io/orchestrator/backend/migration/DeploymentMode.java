package io.orchestrator.backend.migration;

/** What the configuration and the command allow a start to do to the schema (config.md, backend-schema.md 5.2). */
public enum DeploymentMode {
    /** Add what is missing. */
    DEPLOY,
    /** Neither look nor change: {@code SkipOrchestratorDatabaseUpdate}, and every command but redeployment. */
    SKIP,
    /** Add what is missing only where this version has deployed before: {@code PanicIfDifferentDatabaseDeploy}. */
    REFUSE_IF_DIFFERENT
}
