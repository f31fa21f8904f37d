package io.orchestrator.domain.recovery;

/** Points at which configured processes run (recovery.md 14.1). */
public enum HookPoint {
    ON_FAILURE_DETECTION("OnFailureDetectionProcesses"),
    PRE_GRACEFUL_TAKEOVER("PreGracefulTakeoverProcesses"),
    PRE_FAILOVER("PreFailoverProcesses"),
    POST_MASTER_FAILOVER("PostMasterFailoverProcesses"),
    POST_INTERMEDIATE_MASTER_FAILOVER("PostIntermediateMasterFailoverProcesses"),
    POST_FAILOVER("PostFailoverProcesses"),
    POST_UNSUCCESSFUL_FAILOVER("PostUnsuccessfulFailoverProcesses"),
    POST_GRACEFUL_TAKEOVER("PostGracefulTakeoverProcesses"),
    POST_TAKE_MASTER("PostTakeMasterProcesses");

    private final String configurationKey;

    HookPoint(String configurationKey) {
        this.configurationKey = configurationKey;
    }

    /**
     * Whether the first process that fails is the last that runs: where it holds back what comes next, or where those after it count
     * on it. At all other points every process runs (recovery.md 14.1).
     */
    public boolean stopsAtFailure() {
        return switch (this) {
            case ON_FAILURE_DETECTION, PRE_GRACEFUL_TAKEOVER, PRE_FAILOVER -> true;
            case POST_MASTER_FAILOVER, POST_INTERMEDIATE_MASTER_FAILOVER, POST_FAILOVER, POST_UNSUCCESSFUL_FAILOVER,
                    POST_GRACEFUL_TAKEOVER, POST_TAKE_MASTER -> false;
        };
    }

    /** Name of the configuration key that lists the processes. */
    public String configurationKey() {
        return configurationKey;
    }
}
