package io.orchestrator.app.hook;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** recovery.md 14.2. */
class HookCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {"echo a|echo a|true",
            "  echo a  |echo a|true", "echo a &|echo a |false", "echo a&&|echo a|false", "a & b|a & b|true",
            "&|''|false", "''|''|true"})
    void trailingAmpersandsAreNoPartOfTheCommand(String entry, String text, boolean awaited) {
        assertThat(HookCommand.of(entry)).isEqualTo(new HookCommand(text, awaited));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/opt/fence.sh|/opt/fence.sh", "echo 'x y' > /tmp/z|echo ...",
            "A=1 B=x/y cmd arg|cmd ...", "A='secret x' cmd|(not shown)", "A=$(secret x) cmd|(not shown)",
            "\"secret cmd\"|(not shown)", "cmd;secret|(not shown)", "''|(empty)", "A=secret|(not shown)"})
    void onlyTheProgramIsTold(String entry, String label) {
        assertThat(HookCommand.of(entry).label()).isEqualTo(label);
    }
}
