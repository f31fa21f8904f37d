package io.orchestrator.app.command;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandNameTest {

    @Test
    void thereAreTheContractsCommandsInItsSectionsAndOneOfOurs() {
        assertThat(CommandName.values()).hasSize(128);
        assertThat(Arrays.stream(Section.values())
                .map(section -> Arrays.stream(CommandName.values()).filter(c -> c.section() == section).count()))
                .containsExactly(5L, 9L, 1L, 3L, 6L, 18L, 3L, 2L, 8L, 3L, 24L, 1L, 6L, 7L, 11L, 4L, 9L, 1L, 1L, 1L, 5L);
    }

    @ParameterizedTest
    @CsvSource({"clusters,clusters", "stop-slave,stop-replica", "which-slaves,which-replicas",
            "detach-slave,detach-replica-master-host", "which-cluster-osc-slaves,which-cluster-osc-replicas",
            "relocate-below,relocate-below"})
    void oldNamesMeanTodaysCommands(String word, String canonical) {
        assertThat(CommandName.of(word)).map(CommandName::word).contains(canonical);
    }

    @Test
    void otherWordsAreUnknown() {
        for (String word : List.of("", "CLUSTERS", "which_cluster", "match-below", "stop-slave-nice", "help")) {
            assertThat(CommandName.of(word)).as(word).isEmpty();
        }
    }

    @Test
    void theListingHasEachCommandOnceInColumns() {
        List<String> lines = HelpTexts.listing().lines().toList();

        assertThat(lines).first().isEqualTo("Available commands (-c):");
        assertThat(lines).contains("Replication, general:", ":", "Usage for most commands:");
        assertThat(lines).filteredOn(line -> line.matches("\t[a-z-]+ +[A-Za-z].*") && line.length() > 42).hasSize(128);
        assertThat(lines).filteredOn(line -> line.startsWith("\tclusters "))
                .singleElement()
                .asString()
                .startsWith("\tclusters" + " ".repeat(32) + "list ");
    }

    @Test
    void helpNamesWhatACommandNeeds() {
        assertThat(HelpTexts.topic("begin-downtime")).startsWith("begin-downtime:\n").contains("-reason text");
        assertThat(HelpTexts.topic("stop-slave")).startsWith("stop-slave:\n").contains("Stop replication");
        assertThat(HelpTexts.topic("nonsense")).isEqualTo("nonsense:\n\n");
    }

    @Test
    void everyCommandHasHelp() {
        for (CommandName command : CommandName.values()) {
            assertThat(HelpTexts.topic(command.word())).contains("orchestrator -c " + command.word());
        }
    }

    @Test
    void instancesAreSplitAtBlanksAndCommas() {
        assertThat(ClientCommands.tokens(CommandName.DISCOVER, "a,b\tc ,\n d")).containsExactly("a", "b", "c", "d");
        assertThat(ClientCommands.tokens(CommandName.DISCOVER, " ")).containsExactly("");
        assertThat(ClientCommands.tokens(CommandName.SUBMIT_POOL_INSTANCES, "a,b")).containsExactly("a,b");
    }
}
