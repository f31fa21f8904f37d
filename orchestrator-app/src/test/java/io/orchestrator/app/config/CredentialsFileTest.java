package io.orchestrator.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

import io.orchestrator.app.config.CredentialsFile.Result;
import io.orchestrator.app.config.key.BackendKeys;
import io.orchestrator.app.config.key.TopologyKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CredentialsFileTest {

    private Scratch scratch = new Scratch(Path.of("."));

    @BeforeEach
    void useFolder(@TempDir Path folder) {
        scratch = new Scratch(folder);
    }

    static List<Arguments> good() {
        return List.of(
                Arguments.of("[client]\nuser=me\npassword=word\n", "me", "word"),
                Arguments.of("[CLIENT]\r\n  User =  me \r\nPASSWORD\t= two words \t\r\n", "me", "two words"),
                Arguments.of("\uFEFF# head\n; head\n\n[client] ; here\nuser = me", "me", ""),
                Arguments.of("", "", ""),
                Arguments.of("[client]\npassword=a#b", "", "a"),
                Arguments.of("[client]\npassword=a;b\nuser=x", "x", "a"),
                Arguments.of("[client]\npassword=\"a#b;c \\\"q\\\" \\\\ \\t\"\n", "", "a#b;c \"q\" \\ \t"),
                Arguments.of("[client]\npassword='quoted'\n", "", "'quoted'"),
                Arguments.of("[client]\npassword=one\\\ntwo\n", "", "onetwo"),
                Arguments.of("[client]\npassword=say \\\"hi\\\"\n", "", "say \"hi\""),
                Arguments.of("[client]\nuser=first\nuser=second\n", "second", ""),
                Arguments.of("[client]\nuser=\n", "", ""));
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsUserAndPassword(String text, String user, String password) {
        assertThat(CredentialsFile.parse(text)).isEqualTo(new Result.Parsed(user, password));
    }

    static List<Arguments> bad() {
        return List.of(
                Arguments.of("user=me\n", "1:1: expected section header"),
                Arguments.of("[client]\nhost=db\n", "2:8: can't store data at section \"client\", variable \"host\""),
                Arguments.of("[mysqld]\n", "can't store data at section \"mysqld\""),
                Arguments.of("[client\nuser=x\n", "expected ']'"),
                Arguments.of("[client] user=x\n", "expected end of line or comment"),
                Arguments.of("[client]\nuser\n", "blank value not supported for type at section \"client\""),
                Arguments.of("[client]\n=x\n", "expected a variable's name"),
                Arguments.of("[client]\npassword=a\\b\n", "unquoted '\\' must be followed by new line or double quote"),
                Arguments.of("[client]\npassword=\"a\\x\"\n", "unknown escape sequence"),
                Arguments.of("[client]\npassword=\"secret\n", "the double-quoted value is not closed"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesAnythingElse(String text, String reason) {
        assertThat(CredentialsFile.parse(text)).isInstanceOfSatisfying(
                Result.Malformed.class,
                malformed -> assertThat(malformed.reason()).contains(reason).doesNotContain("secret"));
    }

    @Test
    void survivesAnyText() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        var letters = "[]client\nuser=password\\\"#; \r\t";
        for (var attempt = 0; attempt < 5_000; attempt++) {
            var text = new StringBuilder(random.nextBoolean() ? "[client]\n" : "");
            for (var length = random.nextInt(20); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }

            assertThat(CredentialsFile.parse(text.toString())).isNotNull();
        }
    }

    @Test
    void replacesUserAndPasswordOfTheConfiguration() {
        var file = scratch.write("client.cnf", "[client]\nuser=fromfile\n");

        var configuration = scratch.loaded("""
                {"MySQLTopologyUser": "a", "MySQLTopologyPassword": "b",
                 "MySQLTopologyCredentialsConfigFile": "%s",
                 "MySQLOrchestratorUser": "c", "MySQLOrchestratorPassword": "d"}""".formatted(file));

        assertThat(configuration.get(TopologyKeys.MYSQL_TOPOLOGY_USER)).isEqualTo("fromfile");
        assertThat(configuration.get(TopologyKeys.MYSQL_TOPOLOGY_PASSWORD)).isEmpty();
        assertThat(configuration.get(BackendKeys.MYSQL_ORCHESTRATOR_USER)).isEqualTo("c");
        assertThat(configuration.get(BackendKeys.MYSQL_ORCHESTRATOR_PASSWORD)).isEqualTo("d");
    }

    @Test
    void namesKeyAndFileWhenTheFileIsMissingOrWrong() {
        var gone = scratch.path("gone.cnf");
        var wrong = scratch.write("wrong.cnf", "user=me");

        var faults = scratch.faults("""
                {"MySQLTopologyCredentialsConfigFile": "%s", "MySQLOrchestratorCredentialsConfigFile": "%s"}"""
                .formatted(gone, wrong));

        assertThat(faults).hasSize(2);
        assertThat(faults.get(0))
                .startsWith("Failed to parse gcfg data from file: " + wrong + ":1:1: expected section header")
                .contains("MySQLOrchestratorCredentialsConfigFile");
        assertThat(faults.get(1))
                .startsWith("Failed to parse gcfg data from file: open " + gone + ": no such file or directory")
                .contains("MySQLTopologyCredentialsConfigFile");
    }

    static List<Arguments> expansions() {
        return List.of(
                Arguments.of("${DB_PASSWORD}", "hunter2"),
                Arguments.of("abc${DB_PASSWORD}def", "hunter2"),
                Arguments.of("${UNSET}", ""),
                Arguments.of("$DB_PASSWORD", "$DB_PASSWORD"),
                Arguments.of("plain}", "plain}"));
    }

    @ParameterizedTest
    @MethodSource("expansions")
    void expandsTheEnvironmentInPasswordsOnly(String written, String expected) {
        scratch.withVariables(Map.of("DB_PASSWORD", "hunter2"));

        var configuration = scratch.loaded("""
                {"MySQLTopologyPassword": "%1$s", "MySQLOrchestratorPassword": "%1$s", "MySQLTopologyUser": "%1$s",
                 "HTTPAuthPassword": "%1$s"}""".formatted(written));

        assertThat(configuration.get(TopologyKeys.MYSQL_TOPOLOGY_PASSWORD)).isEqualTo(expected);
        assertThat(configuration.get(BackendKeys.MYSQL_ORCHESTRATOR_PASSWORD)).isEqualTo(expected);
        assertThat(configuration.get(TopologyKeys.MYSQL_TOPOLOGY_USER)).isEqualTo(written);
    }

    @Test
    void expandsTheEnvironmentAfterTheCredentialsFile() {
        scratch.withVariables(Map.of("X", "hunter2"));
        var file = scratch.write("client.cnf", "[client]\nuser=${X}\npassword=${X}\n");

        var configuration = scratch.loaded("{\"MySQLTopologyCredentialsConfigFile\": \"" + file + "\"}");

        assertThat(configuration.get(TopologyKeys.MYSQL_TOPOLOGY_USER)).isEqualTo("${X}");
        assertThat(configuration.get(TopologyKeys.MYSQL_TOPOLOGY_PASSWORD)).isEqualTo("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${UNSET}"})
    void warnsAboutAVariableThatIsNotSet(String written) {
        var warnings = Scratch.warnings(scratch.outcome("{\"MySQLTopologyPassword\": \"" + written + "\"}"));

        assertThat(warnings)
                .anyMatch(warning -> warning.startsWith("MySQLTopologyPassword") && warning.contains("UNSET"));
    }
}
