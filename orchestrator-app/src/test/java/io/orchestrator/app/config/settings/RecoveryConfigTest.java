package io.orchestrator.app.config.settings;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static io.orchestrator.app.config.settings.Given.configuration;
import static org.assertj.core.api.Assertions.assertThat;

class RecoveryConfigTest {

    @Test
    void hasTheContractsDefaults() {
        var settings = RecoveryConfig.from(configuration("{}"));

        assertThat(settings).isEqualTo(new RecoveryConfig(
                Duration.ofHours(1), List.of(), List.of(), List.of(), true, false, false, true, true, false,
                Duration.ZERO, false, false, Duration.ZERO, false, false, false));
    }

    @Test
    void takesEachKeyToItsComponent() {
        var settings = RecoveryConfig.from(configuration("""
                {
                  "RecoveryPeriodBlockSeconds": 3601,
                  "RecoverMasterClusterFilters": ["rec-1", "two"],
                  "RecoverIntermediateMasterClusterFilters": ["rec-2", "two"],
                  "PromotionIgnoreHostnameFilters": ["pro-3", "two"],
                  "ApplyMySQLPromotionAfterMasterFailover": false,
                  "PreventCrossDataCenterMasterFailover": true,
                  "PreventCrossRegionMasterFailover": true,
                  "CoMasterRecoveryMustPromoteOtherCoMaster": false,
                  "DetachLostReplicasAfterMasterFailover": false,
                  "MasterFailoverDetachReplicaMasterHost": true,
                  "FailMasterPromotionOnLagMinutes": 0,
                  "FailMasterPromotionIfSQLThreadNotUpToDate": true,
                  "DelayMasterPromotionIfSQLThreadNotUpToDate": false,
                  "PostponeReplicaRecoveryOnLagMinutes": 14,
                  "RecoverNonWriteableMaster": true,
                  "RecoverLockedSemiSyncMaster": true,
                  "EnforceExactSemiSyncReplicas": true
                }"""));

        assertThat(settings).isEqualTo(new RecoveryConfig(
                Duration.ofSeconds(3601), List.of("rec-1", "two"), List.of("rec-2", "two"), List.of("pro-3", "two"),
                false, true, true, false, true, true, Duration.ZERO, true, false, Duration.ofMinutes(14), true, true,
                true));
    }

    @Test
    void foldsTheLegacySpellings() {
        var settings = RecoveryConfig.from(configuration("""
                {"RecoveryPeriodBlockSeconds": 0, "RecoveryPeriodBlockMinutes": 5,
                 "DetachLostReplicasAfterMasterFailover": false, "MasterFailoverDetachSlaveMasterHost": true,
                 "PostponeSlaveRecoveryOnLagMinutes": 9}"""));

        assertThat(settings.recoveryBlock()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.detachLostReplicas()).isTrue();
        assertThat(settings.detachFromFailedHost()).isTrue();
        assertThat(settings.postponeDelayedReplicas()).isEqualTo(Duration.ofMinutes(9));
    }

    @Test
    void keepsLostReplicasOnlyWhenBothSpellingsSaySo() {
        var settings = RecoveryConfig.from(configuration("""
                {"DetachLostReplicasAfterMasterFailover": false, "DetachLostSlavesAfterMasterFailover": false}"""));

        assertThat(settings.detachLostReplicas()).isFalse();
    }

    @Test
    void takesTheLagAndDelayKeysThatExcludeOrNeedOthers() {
        var settings = RecoveryConfig.from(configuration("""
                {"FailMasterPromotionOnLagMinutes": 3, "ReplicationLagQuery": "select 1",
                 "DelayMasterPromotionIfSQLThreadNotUpToDate": true}"""));

        assertThat(settings.failOnLag()).isEqualTo(Duration.ofMinutes(3));
        assertThat(settings.delayOnUnappliedLogs()).isTrue();
    }
}
