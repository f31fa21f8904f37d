package io.orchestrator.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.LoadOutcome;
import io.orchestrator.app.config.ReloadOutcome;
import io.orchestrator.app.config.Surroundings;
import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.KeyCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a file read again changes, what a restart, what nothing (config.md 5, 7.3 to 7.7, 7.11 and 7.15); and that the documents say so. */
class KeysInUseTest {
    private static final int KEYS_OF_THESE_SECTIONS = 101;
    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", "."), "..", "docs", "configuration.md");
    private static final Pattern DOCUMENTED =
            Pattern.compile("\\| `(\\w+)` \\| `(.*?)` \\| (\\w+(?: \\w+)?) \\| .+ \\|");
    private static final String CREDENTIALS = "FILE";

    @TempDir Path folder;

    static List<KeysInUse> keys() {
        return KeysInUse.all(CREDENTIALS);
    }

    private ConfigurationLoader loader() {
        return new ConfigurationLoader(new Surroundings(Map.of(), List.of(), folder.resolve("orchestrator.sqlite3")));
    }

    private Path write(String members) throws IOException {
        Path credentials = Files.writeString(folder.resolve("my.cnf"), "[client]\nuser=other\npassword=hidden\n");
        return Files.writeString(folder.resolve("orchestrator.conf.json"),
                "{" + members.replace(CREDENTIALS, credentials.toString()) + "}");
    }

    private Configuration started(String members) throws IOException {
        return switch (loader().loadFile(write(members))) {
            case LoadOutcome.Loaded(var configuration, var _) -> configuration;
            case LoadOutcome.Rejected(var faults) -> throw new AssertionError("refused: " + faults);
        };
    }

    private ReloadOutcome.Reloaded reloaded(Configuration running, String members) throws IOException {
        write(members);
        return switch (loader().reload(running)) {
            case ReloadOutcome.Reloaded reloaded -> reloaded;
            case ReloadOutcome.Rejected(var faults) -> throw new AssertionError("refused: " + faults);
        };
    }

    private static String changed(KeysInUse key) {
        return Stream.of(key.base(), "\"" + key.key() + "\": " + key.value())
                .filter(member -> !member.isEmpty())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aChangeIsTakenWhenTheTableSays(KeysInUse key) throws IOException {
        Configuration running = started(key.base());
        ReloadOutcome.Reloaded reloaded = reloaded(running, changed(key));
        Configuration restarted = started(changed(key));

        Object before = key.arrives().apply(new KeysInUse.Settings(running));
        Object after = key.arrives().apply(new KeysInUse.Settings(reloaded.configuration()));
        Object anew = key.arrives().apply(new KeysInUse.Settings(restarted));

        List<String> needRestart = reloaded.needRestart().stream().<String>map(Key::name).toList();
        switch (key.when()) {
            case RELOAD -> {
                assertThat(after).isEqualTo(anew).isNotEqualTo(before);
                assertThat(needRestart).isEmpty();
            }
            case RESTART -> {
                assertThat(after).isEqualTo(before).isNotEqualTo(anew);
                assertThat(needRestart).containsExactly(key.key());
            }
            case NEVER -> assertThat(restarted.withoutEffectYet().stream().<String>map(Key::name).toList())
                    .containsExactly(key.key());
        }
    }

    @Test
    void theTableHasEveryKeyOfItsSections() {
        assertThat(keys()).hasSize(KEYS_OF_THESE_SECTIONS)
                .extracting(KeysInUse::key)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(KeyCatalogue.find(name)).isPresent());
    }

    @Test
    void theDocumentsSayTheDefaultAndWhenAChangeIsTaken() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = DOCUMENTED.matcher(Files.readString(DOCUMENT));
        while (row.find()) {
            documented.put(row.group(1), row.group(2) + " " + row.group(3));
        }

        Map<String, String> expected = new TreeMap<>();
        keys().forEach(key -> expected.put(key.key(),
                shown(KeyCatalogue.find(key.key()).orElseThrow().defaultValue()) + " " + key.when().word()));
        assertThat(documented).containsAllEntriesOf(expected);
    }

    private static String shown(Object value) {
        return switch (value) {
            case String text -> "\"" + text + "\"";
            case Double real -> String.valueOf(real.longValue());
            default -> value.toString();
        };
    }
}
