package io.orchestrator.app.command;

import io.orchestrator.domain.testing.Instances;
import io.orchestrator.ports.driving.RecoveryCommands.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InterruptionTest {

    @Test
    void theLastLineSaysWhetherItWasFinishedOrRolledBack() {
        var failed = Instances.key("m");

        assertThat(Interruption.told(new Answer.Promoted(Instances.key("r")), failed)).contains("m:3306", "finished",
                "r:3306 is promoted");
        assertThat(Interruption.told(new Answer.Failed("the command was interrupted"), failed))
                .contains("rolled back", "nobody is promoted", "the command was interrupted");
        assertThat(Interruption.told(new Answer.NobodyPromoted(), failed)).contains("rolled back");
        assertThat(Interruption.told(new Answer.NotAttempted("why"), failed)).contains("no recovery", "why");
    }
}
