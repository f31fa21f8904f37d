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

    /** Name of the configuration key that lists the processes. */
    public String configurationKey() {
        return configurationKey;
    }
}
