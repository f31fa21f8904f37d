package io.orchestrator.app.hook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that a hook is told, as variables of its environment and in place of placeholders of its text (recovery.md 14.3).
 *
 * <p>
 * The contract inserts values without quotes. Names of servers and clusters, aliases and domains come from monitored servers and from
 * whoever may write there: in the text every character of theirs that a shell could take for more than text is replaced by {@code _}.
 * The environment holds them as they are (ADR 0028).
 */
final class HookVariables {
    /** Nobody but this software makes these values. */
    private static final boolean OURS = true;
    /** Somebody else can make these values. */
    private static final boolean FOREIGN = false;

    private record Variable(String placeholder, String value, String environment, boolean ours) {}

    private static final List<Variable> ALL = List.of(
            new Variable("failureType", "failureType", "ORC_FAILURE_TYPE", OURS),
            new Variable("instanceType", "instanceType", "ORC_INSTANCE_TYPE", OURS),
            new Variable("isMaster", "isMaster", "ORC_IS_MASTER", OURS),
            new Variable("isCoMaster", "isCoMaster", "ORC_IS_CO_MASTER", OURS),
            new Variable("failureDescription", "failureDescription", "ORC_FAILURE_DESCRIPTION", OURS),
            new Variable("command", "command", "ORC_COMMAND", OURS),
            new Variable("failedHost", "failedHost", "ORC_FAILED_HOST", FOREIGN),
            new Variable("failedPort", "failedPort", "ORC_FAILED_PORT", OURS),
            new Variable("failureCluster", "failureCluster", "ORC_FAILURE_CLUSTER", FOREIGN),
            new Variable("failureClusterAlias", "failureClusterAlias", "ORC_FAILURE_CLUSTER_ALIAS", FOREIGN),
            new Variable("failureClusterDomain", "failureClusterDomain", "ORC_FAILURE_CLUSTER_DOMAIN", FOREIGN),
            new Variable("countReplicas", "countReplicas", "ORC_COUNT_REPLICAS", OURS),
            new Variable("countSlaves", "countReplicas", "", OURS),
            new Variable("replicaHosts", "replicaHosts", "ORC_REPLICA_HOSTS", FOREIGN),
            new Variable("slaveHosts", "replicaHosts", "", FOREIGN),
            new Variable("lostReplicas", "lostReplicas", "ORC_LOST_REPLICAS", FOREIGN),
            new Variable("lostSlaves", "lostReplicas", "", FOREIGN),
            new Variable("countLostReplicas", "countLostReplicas", "", OURS),
            new Variable("isDowntimed", "isDowntimed", "ORC_IS_DOWNTIMED", OURS),
            new Variable("autoMasterRecovery", "autoMasterRecovery", "ORC_AUTO_MASTER_RECOVERY", OURS),
            new Variable("autoIntermediateMasterRecovery", "autoIntermediateMasterRecovery",
                    "ORC_AUTO_INTERMEDIATE_MASTER_RECOVERY", OURS),
            new Variable("orchestratorHost", "orchestratorHost", "ORC_ORCHESTRATOR_HOST", FOREIGN),
            new Variable("recoveryUID", "recoveryUID", "ORC_RECOVERY_UID", OURS),
            new Variable("isSuccessful", "isSuccessful", "ORC_IS_SUCCESSFUL", OURS),
            new Variable("successorHost", "successorHost", "ORC_SUCCESSOR_HOST", FOREIGN),
            new Variable("successorPort", "successorPort", "ORC_SUCCESSOR_PORT", OURS),
            new Variable("successorAlias", "successorAlias", "ORC_SUCCESSOR_ALIAS", FOREIGN),
            new Variable("successorBinlogCoordinates", "successorBinlogCoordinates",
                    "ORC_SUCCESSOR_BINLOG_COORDINATES", FOREIGN),
            // Ours: no placeholder, so that no text that is there already means something else.
            new Variable("", "attempt", "ORC_ATTEMPT", OURS));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)\\}");

    /** Letters and digits of any script, and what never ends a word's meaning as text; a space only parts words. */
    private static final Pattern UNSAFE = Pattern.compile("[^\\p{L}\\p{N} _.,:/@%+=-]");

    private final Map<String, String> values;

    HookVariables(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Puts the variables into an environment, and takes those out that have no value: this process may itself be run by a hook. */
    void into(Map<String, String> environment) {
        for (Variable variable : ALL) {
            if (!variable.environment().isEmpty()) {
                String value = values.get(variable.value());
                if (value == null) {
                    environment.remove(variable.environment());
                } else {
                    environment.put(variable.environment(), storable(value));
                }
            }
        }
    }

    /** Arguments of a take-master's hook: the new top server and the former source, each {@code host:port} (recovery.md 14.3). */
    List<String> ofTakeMaster() {
        return List.of(values.getOrDefault("successorHost", ""), values.getOrDefault("failedHost", ""));
    }

    /** The two variables of a take-master's hook; they hold what its arguments do. */
    void intoTakeMaster(Map<String, String> environment) {
        new HookVariables(Map.of()).into(environment);
        environment.put("ORC_SUCCESSOR_HOST", storable(ofTakeMaster().getFirst()));
        environment.put("ORC_FAILED_HOST", storable(ofTakeMaster().getLast()));
    }

    /** An environment holds everything but NUL. */
    static String storable(String value) {
        return value.replace('\0', '_');
    }

    /** The text with values in place of their placeholders; those without a value stay as they stand. */
    String expand(String text) {
        return PLACEHOLDER.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(inText(found.group(1), found.group())));
    }

    private String inText(String placeholder, String otherwise) {
        for (Variable variable : ALL) {
            String value = values.get(variable.value());
            if (value != null && variable.placeholder().equals(placeholder)) {
                return variable.ours() ? value : UNSAFE.matcher(value).replaceAll("_");
            }
        }
        return otherwise;
    }

    /** Placeholders of a text in whose values characters are replaced, in alphabetical order. */
    List<String> altered(String text) {
        Set<String> altered = new TreeSet<>();
        Matcher found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            for (Variable variable : ALL) {
                String value = values.get(variable.value());
                if (value != null && variable.placeholder().equals(found.group(1)) && !variable.ours()
                        && UNSAFE.matcher(value).find()) {
                    altered.add(found.group());
                }
            }
        }
        return List.copyOf(altered);
    }
}
