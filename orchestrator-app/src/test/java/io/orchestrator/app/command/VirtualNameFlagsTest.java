package io.orchestrator.app.command;

import java.util.stream.Stream;

import io.orchestrator.app.cli.CommandLineParser;
import io.orchestrator.app.cli.ParseOutcome;
import io.orchestrator.domain.naming.Unresolving;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VirtualNameFlagsTest {

    @ParameterizedTest
    @CsvSource({"'',CHECKED", "-skip-unresolve,NEVER", "--skip-unresolve-check,FORGIVING",
            "--skip-unresolve --skip-unresolve-check,NEVER", "--skip-unresolve=false,CHECKED"})
    void flagsSayWhatIsToldReplicas(String flags, Unresolving.Wish wish) {
        String[] arguments = Stream.concat(Stream.of("-c", "recover"), Stream.of(flags.split(" ", -1)))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);

        assertThat(new CommandLineParser("orchestrator").parse(arguments)).isInstanceOfSatisfying(
                ParseOutcome.Understood.class,
                understood -> assertThat(ClientCommands.virtualNames(understood.invocation().options()))
                        .isEqualTo(wish));
    }
}
