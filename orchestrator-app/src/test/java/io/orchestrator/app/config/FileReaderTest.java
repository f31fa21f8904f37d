package io.orchestrator.app.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

import io.orchestrator.app.config.key.DiscoveryKeys;
import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.KeyCatalogue;
import io.orchestrator.app.config.key.KeyType;
import io.orchestrator.app.config.key.TopologyKeys;
import io.orchestrator.app.config.key.WebKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileReaderTest {

    private Scratch scratch = new Scratch(Path.of("."));

    @BeforeEach
    void useFolder(@TempDir Path folder) {
        scratch = new Scratch(folder);
    }

    @Test
    void readsOnlyTheFirstValueOfTheFile() {
        assertThat(scratch.loaded("{\"WebMessage\": \"hi\"} and } more [").get(WebKeys.WEB_MESSAGE)).isEqualTo("hi");
    }

    @Test
    void letsTheLastOfTwoSpellingsWin() {
        var configuration = scratch.loaded("""
                {"InstancePollSeconds": 6, "instancepollseconds": 7}""");

        assertThat(configuration.get(DiscoveryKeys.INSTANCE_POLL_SECONDS)).isEqualTo(7);
    }

    @Test
    void takesNullForNothingInScalarsAndForEmptyInLists() {
        var configuration = scratch.loaded("""
                {"InstancePollSeconds": null, "PowerAuthUsers": null, "DiscoverySeeds": [null, "b"]}""");

        assertThat(configuration.get(DiscoveryKeys.INSTANCE_POLL_SECONDS)).isEqualTo(5);
        assertThat(configuration.get(WebKeys.POWER_AUTH_USERS)).isEmpty();
        assertThat(configuration.get(DiscoveryKeys.DISCOVERY_SEEDS)).containsExactly("", "b");
    }

    @Test
    void takesAFileThatIsNullForAnEmptyOne() {
        assertThat(scratch.loaded("null").files()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"Debug\": true,}          | line 1, column 16: not valid JSON",
            "{// no comments             | line 1, column 2: not valid JSON",
            "{\"Debug\": tru}            | line 1, column 11: not valid JSON: unquoted text",
            "{\"Debug\": true            | not valid JSON: Unexpected end-of-input",
            "{'Debug': true}             | line 1, column 2: not valid JSON",
            "[]                          | line 1: expected one JSON object, found a list",
            "5                           | line 1: expected one JSON object, found the number"})
    void namesFileLineAndColumnOfASyntaxError(String json, String expected) {
        assertThat(scratch.faults(json)).singleElement()
                .asString()
                .startsWith("Cannot read config file: " + scratch.path("one.json") + " ")
                .contains(expected)
                .doesNotContain("\n");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(scratch.faults("")).singleElement().asString().contains("EOF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"MySQLTopologyPassword\": hunter2}", "{\"MySQLTopologyPassword\": \"hunter2",
            "{\"MySQLTopologyPassword\": [\"hunter2\"]}", "{\"PreFailoverProcesses\": \"curl -u me:hunter2\"}",
            "{\"MySQLTopologyPassword\": \"hunter2\n\"}", "{\"PreFailoverProcesses\": [{\"hunter2\": 1}]}"})
    void neverQuotesASecret(String json) {
        assertThat(scratch.faults(json)).isNotEmpty().noneMatch(fault -> fault.contains("hunter2"));
    }

    @Test
    void refusesTheWrongTypeForEveryKeyAndNamesIt() {
        for (var key : KeyCatalogue.all()) {
            var faults = scratch.faults("{\"" + key.name() + "\": " + wrongFor(key) + "}");

            assertThat(faults).singleElement()
                    .asString()
                    .startsWith(
                            "Cannot read config file: " + scratch.path("one.json") + " line 1, column 2: " + key.name())
                    .contains("expected ");
        }
    }

    private static String wrongFor(Key<?> key) {
        return switch (key.type()) {
            case KeyType.Flag _ -> "\"true\"";
            case KeyType.Whole _,KeyType.Real _ -> "\"5\"";
            case KeyType.Text _ -> "5";
            case KeyType.TextList _ -> "{\"a\": \"b\"}";
            case KeyType.TextMap _ -> "[\"a\"]";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "5e0", "18446744073709551616", "[5]", "true"})
    void refusesWhatIsNoUnsignedNumber(String value) {
        assertThat(scratch.faults("{\"InstancePollSeconds\": " + value + "}")).singleElement()
                .asString()
                .contains("InstancePollSeconds: expected a whole number of 0 or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "-2147483649"})
    void refusesWhatDoesNotFit32Bits(String value) {
        assertThat(scratch.faults("{\"MySQLTopologyMaxAllowedPacket\": " + value + "}")).singleElement()
                .asString()
                .contains("MySQLTopologyMaxAllowedPacket: expected a whole number from -2147483648 to 2147483647");
    }

    @Test
    void takesTheLargestNumbersOfEachType() {
        var configuration = scratch.loaded("""
                {"UnseenInstanceForgetHours": 18446744073709551615, "MySQLTopologyMaxAllowedPacket": 2147483647,
                 "DeadInstancePollSecondsMultiplyFactor": 2}""");

        assertThat(configuration.get(DiscoveryKeys.UNSEEN_INSTANCE_FORGET_HOURS)).isEqualTo(Long.MAX_VALUE);
        assertThat(configuration.get(TopologyKeys.MYSQL_TOPOLOGY_MAX_ALLOWED_PACKET)).isEqualTo(Integer.MAX_VALUE);
        assertThat(configuration.get(DiscoveryKeys.DEAD_INSTANCE_POLL_SECONDS_MULTIPLY_FACTOR)).isEqualTo(2.0);
    }

    @Test
    void refusesANumberTooLargeForAnyMachine() {
        assertThat(scratch.faults("{\"DeadInstancePollSecondsMultiplyFactor\": 1e999}")).hasSize(1);
        assertThat(scratch.faults("{\"InstancePollSeconds\": " + "9".repeat(5000) + "}")).hasSize(1);
        assertThat(scratch.faults("[".repeat(100_000))).hasSize(1);
        assertThat(scratch.faults("{\"x\":" + "[".repeat(100_000))).hasSize(1);
    }

    /** Random files: valid keys with random values, broken at random places; the outcome is always a value. */
    @Test
    void survivesAnyFile() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_261_125);
        var pieces = List.of(
                "{", "}", "[", "]", ":", ",", "\"", "null", "true", "-1", "0", "1e400", "99999999999999999999", "\\u00",
                "\\",
                "\"a\"", "\n", " ", "\u0000", "é", "\"${X}\"", "{\"", "\":");
        for (var attempt = 0; attempt < 5_000; attempt++) {
            var json = new StringBuilder("{");
            for (var length = random.nextInt(12); length > 0; length--) {
                var key = KeyCatalogue.all().get(random.nextInt(KeyCatalogue.all().size()));
                json.append(random.nextInt(4) == 0 ? "" : "\"" + key.name() + "\":")
                        .append(pieces.get(random.nextInt(pieces.size())))
                        .append(random.nextInt(4) == 0 ? pieces.get(random.nextInt(pieces.size())) : ",");
            }
            var bytes = json.append(random.nextBoolean() ? "}" : "").toString().getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(3) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }

            var result = FileReader.parse(Path.of("random.json"), bytes);

            switch (result) {
                case FileReader.Result.Read(var layer, var faults, var _) -> {
                    Folding.fold(List.of(layer), new Surroundings(Map.of(), List.of(), Path.of("/data/x")));
                    assertThat(faults).allMatch(fault -> !fault.keys().isEmpty());
                }
                case FileReader.Result.Malformed(var fault) -> assertThat(fault.text()).doesNotContain("\n");
                case FileReader.Result.Absent(var reason) -> throw new AssertionError(reason);
            }
        }
    }
}
