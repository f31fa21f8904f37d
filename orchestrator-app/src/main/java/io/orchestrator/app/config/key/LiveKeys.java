package io.orchestrator.app.config.key;

import java.util.Set;

/**
 * The keys the running product honours. The one place to edit when a key comes to life: a key that restricts
 * detection, promotion or recovery and is missing here switches automatic recovery off as soon as a file sets it.
 */
public final class LiveKeys {

    private static final Set<String> NAMES = Set.of(
            // the process
            "Debug",
            // legacy spellings, folded into their successors when the files are read
            "SlaveLagQuery",
            "RecoveryPeriodBlockMinutes",
            "DetachLostSlavesAfterMasterFailover",
            "MasterFailoverDetachSlaveMasterHost",
            "PostponeSlaveRecoveryOnLagMinutes",
            // read while loading
            "MySQLOrchestratorCredentialsConfigFile",
            "MySQLTopologyCredentialsConfigFile",
            // refused at start
            "RaftEnabled");

    private LiveKeys() {}

    /** The names, spelled as in the catalogue. */
    public static Set<String> names() {
        return NAMES;
    }

    static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
