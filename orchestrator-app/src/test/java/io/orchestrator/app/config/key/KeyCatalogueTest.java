package io.orchestrator.app.config.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyCatalogueTest {

    @Test
    void holdsEveryKeyOfTheContractWithTypeDefaultAndReload() throws IOException {
        var expected = contractLines();

        var actual = contractKeys().stream().map(KeyCatalogueTest::line).toList();

        assertThat(actual).containsExactlyElementsOf(expected);
        assertThat(actual).hasSize(201);
    }

    @Test
    void holdsOurOwnKeysAfterThoseOfTheContract() {
        assertThat(KeyCatalogue.all().subList(201, KeyCatalogue.all().size()))
                .containsExactlyElementsOf(Stream.of(EvidenceKeys.ALL, HookKeys.OURS).flatMap(List::stream).toList());
    }

    private static List<Key<?>> contractKeys() {
        return KeyCatalogue.all().subList(0, 201);
    }

    @Test
    void findsAKeyInAnyCapitals() {
        assertThat(KeyCatalogue.find("instancepollSECONDS")).contains(DiscoveryKeys.INSTANCE_POLL_SECONDS);
        assertThat(KeyCatalogue.find("InstancePollSecond")).isEmpty();
    }

    @Test
    void namesOnlyKnownKeysAsLive() {
        var names = KeyCatalogue.all().stream().map(Key::name).collect(Collectors.toSet());

        assertThat(names).containsAll(LiveKeys.names());
    }

    @Test
    void countsReloadsAsTheContractDoes() {
        var counts = contractKeys().stream().collect(Collectors.groupingBy(Key::reload, Collectors.counting()));

        assertThat(counts).isEqualTo(Map.of(
                Key.Reload.LIVE, 115L, Key.Reload.RESTART, 58L, Key.Reload.PARTLY, 21L, Key.Reload.UNUSED, 7L));
    }

    @Test
    void marksTheKeysThatHoldRecoveryBack() {
        assertThat(List.of(
                RecoveryKeys.PREVENT_CROSS_DATA_CENTER_MASTER_FAILOVER, RecoveryKeys.PROMOTION_IGNORE_HOSTNAME_FILTERS,
                DetectionKeys.RECOVERY_IGNORE_HOSTNAME_FILTERS, HookKeys.PRE_FAILOVER_PROCESSES))
                .allMatch(Key::restricts);
        assertThat(List.of(WebKeys.WEB_MESSAGE, HookKeys.POST_FAILOVER_PROCESSES, DiscoveryKeys.INSTANCE_POLL_SECONDS,
                HookKeys.ON_FAILURE_DETECTION_PROCESSES, HookKeys.PRE_GRACEFUL_TAKEOVER_PROCESSES))
                .noneMatch(Key::restricts);
    }

    @Test
    void showsNoValueThatMayHoldASecret() {
        assertThat(TopologyKeys.MYSQL_TOPOLOGY_PASSWORD.shown("hunter2")).doesNotContain("hunter2");
        assertThat(HookKeys.PRE_FAILOVER_PROCESSES.shown(List.of("curl -u me:hunter2"))).doesNotContain("hunter2");
        assertThat(WebKeys.LISTEN_ADDRESS.shown(":3000")).isEqualTo("\":3000\"");
    }

    private static String line(Key<?> key) {
        var reload = switch (key.reload()) {
            case LIVE -> "L";
            case PARTLY -> "P";
            case RESTART -> "R";
            case UNUSED -> "X";
        };
        return String.join(
                "\t", key.name(), key.type().contractName(), printed(key.defaultValue()), reload,
                key.secrecy() == Key.Secrecy.SECRET ? "secret" : "-");
    }

    private static String printed(Object value) {
        return switch (value) {
            case String text -> '"' + text + '"';
            case Double real -> String.valueOf(real.longValue());
            case List<?> list -> list.stream()
                    .map(entry -> '"' + entry.toString() + '"')
                    .collect(Collectors.joining(",", "[", "]"));
            default -> value.toString();
        };
    }

    private static List<String> contractLines() throws IOException {
        try (var stream = Objects.requireNonNull(KeyCatalogueTest.class.getResourceAsStream("keys.tsv"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.replace("\tint64\t", "\tint\t"))
                    .toList();
        }
    }
}
