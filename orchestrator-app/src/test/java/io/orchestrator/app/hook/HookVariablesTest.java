package io.orchestrator.app.hook;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** recovery.md 14.3. */
class HookVariablesTest {
    private static final Map<String, String> ENDED = Map.ofEntries(Map.entry("failureType", "DeadMaster"),
            Map.entry("instanceType", "master"), Map.entry("isMaster", "true"), Map.entry("isCoMaster", "false"),
            Map.entry("failureDescription", "Master cannot be reached; none (really)"), Map.entry("command", ""),
            Map.entry("failedHost", "db1"), Map.entry("failedPort", "3306"), Map.entry("failureCluster", "db1:3306"),
            Map.entry("failureClusterAlias", "shop"), Map.entry("failureClusterDomain", "shop.example.com"),
            Map.entry("countReplicas", "3"), Map.entry("replicaHosts", "db2:3306,db3:3306,db4:3306"),
            Map.entry("lostReplicas", "db4:3306"), Map.entry("countLostReplicas", "1"),
            Map.entry("isDowntimed", "false"), Map.entry("autoMasterRecovery", "true"),
            Map.entry("autoIntermediateMasterRecovery", "false"), Map.entry("orchestratorHost", "node1"),
            Map.entry("recoveryUID", "1:ab"), Map.entry("isSuccessful", "true"), Map.entry("successorHost", "db2"),
            Map.entry("successorPort", "3306"), Map.entry("successorAlias", "second"),
            Map.entry("successorBinlogCoordinates", "bin.000012:4"), Map.entry("attempt", "2"));

    private static String expanded(Map<String, String> values, String text) {
        return new HookVariables(values).expand(text);
    }

    @Test
    void everyPlaceholderOfTheContractIsReplaced() {
        assertThat(expanded(ENDED, """
                {failureType}|{instanceType}|{isMaster}|{isCoMaster}|{failureDescription}|{command}|{failedHost}|\
                {failedPort}|{failureCluster}|{failureClusterAlias}|{failureClusterDomain}|{countReplicas}|\
                {countSlaves}|{replicaHosts}|{slaveHosts}|{lostReplicas}|{lostSlaves}|{countLostReplicas}|\
                {isDowntimed}|{autoMasterRecovery}|{autoIntermediateMasterRecovery}|{orchestratorHost}|{recoveryUID}|\
                {isSuccessful}|{successorHost}|{successorPort}|{successorAlias}|{successorBinlogCoordinates}"""))
                .isEqualTo("DeadMaster|master|true|false|Master cannot be reached; none (really)||db1|3306|db1:3306|"
                        + "shop|shop.example.com|3|3|db2:3306,db3:3306,db4:3306|db2:3306,db3:3306,db4:3306|db4:3306|"
                        + "db4:3306|1|false|true|false|node1|1:ab|true|db2|3306|second|bin.000012:4");
    }

    @Test
    void everyVariableOfTheContractIsSet() {
        Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin"));

        new HookVariables(ENDED).into(environment);

        assertThat(environment).containsOnly(Map.entry("PATH", "/bin"), Map.entry("ORC_FAILURE_TYPE", "DeadMaster"),
                Map.entry("ORC_INSTANCE_TYPE", "master"), Map.entry("ORC_IS_MASTER", "true"),
                Map.entry("ORC_IS_CO_MASTER", "false"),
                Map.entry("ORC_FAILURE_DESCRIPTION", "Master cannot be reached; none (really)"),
                Map.entry("ORC_COMMAND", ""), Map.entry("ORC_FAILED_HOST", "db1"),
                Map.entry("ORC_FAILED_PORT", "3306"), Map.entry("ORC_FAILURE_CLUSTER", "db1:3306"),
                Map.entry("ORC_FAILURE_CLUSTER_ALIAS", "shop"),
                Map.entry("ORC_FAILURE_CLUSTER_DOMAIN", "shop.example.com"), Map.entry("ORC_COUNT_REPLICAS", "3"),
                Map.entry("ORC_REPLICA_HOSTS", "db2:3306,db3:3306,db4:3306"),
                Map.entry("ORC_LOST_REPLICAS", "db4:3306"), Map.entry("ORC_IS_DOWNTIMED", "false"),
                Map.entry("ORC_AUTO_MASTER_RECOVERY", "true"),
                Map.entry("ORC_AUTO_INTERMEDIATE_MASTER_RECOVERY", "false"),
                Map.entry("ORC_ORCHESTRATOR_HOST", "node1"), Map.entry("ORC_RECOVERY_UID", "1:ab"),
                Map.entry("ORC_IS_SUCCESSFUL", "true"), Map.entry("ORC_SUCCESSOR_HOST", "db2"),
                Map.entry("ORC_SUCCESSOR_PORT", "3306"), Map.entry("ORC_SUCCESSOR_ALIAS", "second"),
                Map.entry("ORC_SUCCESSOR_BINLOG_COORDINATES", "bin.000012:4"), Map.entry("ORC_ATTEMPT", "2"));
    }

    /** This process may itself be run by a hook. */
    @Test
    void whatHasNoValueIsTakenOutOfTheEnvironment() {
        Map<String, String> environment = new HashMap<>(Map.of("ORC_SUCCESSOR_HOST", "old", "ORC_OTHER", "stays"));

        new HookVariables(Map.of("failedHost", "db1")).into(environment);

        assertThat(environment).containsOnly(Map.entry("ORC_FAILED_HOST", "db1"), Map.entry("ORC_OTHER", "stays"));
    }

    @Test
    void placeholdersWithoutAValueAndOtherBracesStay() {
        assertThat(expanded(Map.of("failedHost", "db1"),
                "{successorHost} {failedHost} {attempt} ${failedHost} {print $1} {} {failedhost}"))
                .isEqualTo("{successorHost} db1 {attempt} $db1 {print $1} {} {failedhost}");
    }

    @Test
    void whatAShellCouldInterpretIsReplacedInValuesFromOutside() {
        assertThat(expanded(Map.of("failureClusterAlias", "a$(b)`c`;d|e&f<g>h'i\"j\\k*l?m[n]{o}~p!q#r\ns\tt^u"),
                "{failureClusterAlias}")).isEqualTo("a__b__c__d_e_f_g_h_i_j_k_l_m_n__o__p_q_r_s_t_u");
        assertThat(expanded(Map.of("failureClusterAlias", "{failedHost}", "failedHost", "db1"),
                "{failureClusterAlias}")).isEqualTo("_failedHost_");
    }

    @Test
    void whatNamesAreMadeOfStays() {
        String name = "Büro-1 east_2.example.com:3306,2001:db8::1:3306/x@y%z+a=b";

        assertThat(expanded(Map.of("failureClusterAlias", name), "'{failureClusterAlias}'"))
                .isEqualTo("'" + name + "'");
    }

    @Test
    void whoseCharactersAreReplacedIsKnown() {
        HookVariables variables =
                new HookVariables(Map.of("failedHost", "db1", "failureClusterAlias", "a;b", "successorAlias", "c|d"));

        assertThat(variables.altered("{successorAlias} {failureClusterAlias} {failureClusterAlias} {failedHost}"))
                .containsExactly("{failureClusterAlias}", "{successorAlias}");
        assertThat(variables.altered("{failedHost}")).isEmpty();
    }
}
