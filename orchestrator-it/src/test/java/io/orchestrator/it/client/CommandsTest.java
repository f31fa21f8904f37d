package io.orchestrator.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.orchestrator.it.client.StubApi.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each command: what it asks and what it prints (client.md 6, with 9). */
class CommandsTest {
    private static final String KEY = "{\"Hostname\":\"db1\",\"Port\":3306}";
    private static final String OTHER_KEY = "{\"Hostname\":\"db2\",\"Port\":3307}";
    private static final String SOURCE = "{\"Hostname\":\"db0\",\"Port\":3306}";
    private static final String INSTANCE = instance(KEY, true, "");
    private static final String BROKEN = instance(OTHER_KEY, false, "Error 1062");
    private static final Answer RAFT_LEADER = Answer.json("\"Leader\"");

    /** A line of the table. */
    record Case(List<String> words, String request, String answer, List<String> output) {
        static Case of(String line) {
            String[] cells = line.split("\\|", -1);
            String output = cells[3].strip();
            return new Case(List.of(cells[0].strip().split(" ")), "/api/" + cells[1].strip(), body(cells[2].strip()),
                    output.isEmpty() ? List.of() : List.of(output.split(";")));
        }

        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }

    @TempDir private Path folder;

    private static String instance(String key, boolean running, String error) {
        int state = running ? 1 : 0;
        return """
                {"Key":%s,"MasterKey":%s,"ClusterName":"db0:3306","DataCenter":"dc1","GtidErrant":"u:1",
                 "ReplicationSQLThreadRuning":%b,"ReplicationIOThreadRuning":%b,
                 "ReplicationSQLThreadState":%d,"ReplicationIOThreadState":%d,"LastSQLError":"%s","LastIOError":""}"""
                .formatted(key, SOURCE, running, running, state, state, error);
    }

    private static String body(String cell) {
        return switch (cell) {
            case "i" -> INSTANCE;
            case "[i]" -> "[" + INSTANCE + "," + BROKEN + "]";
            case "k" -> KEY;
            case "[k]" -> "[" + KEY + "," + OTHER_KEY + "]";
            case "t" -> "\"one  line * \\n  two\"";
            case "[t]" -> "[\"a=1\",\"b\"]";
            case "n" -> "null";
            case "r" -> envelope("{\"SuccessorKey\":" + OTHER_KEY + "}");
            case String enveloped when enveloped.startsWith("D:") -> envelope(body(enveloped.substring(2)));
            case String json -> json;
        };
    }

    private static String envelope(String details) {
        return "{\"Code\":\"OK\",\"Message\":\"done\",\"Details\":" + details + "}";
    }

    static Stream<Case> cases() {
        try (InputStream table = Objects.requireNonNull(CommandsTest.class.getResourceAsStream("commands.txt"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Case::of)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_command_asks_once_and_prints_what_the_contract_says(Case wanted) {
        try (StubApi api = StubApi.start()) {
            api.answering("/api/raft-state", RAFT_LEADER).answering(wanted.request(), Answer.json(wanted.answer()));
            List<String> words = new ArrayList<>(wanted.words());
            words.addFirst("-c");

            var outcome = new ShellClient(folder).asking(api.url()).run(words);

            assertThat(api.targets()).filteredOn(target -> !target.equals("/api/raft-state"))
                    .containsExactly(wanted.request());
            assertThat(outcome.stdout()).isEqualTo(wanted.output());
            assertThat(outcome.stderr()).isEmpty();
            assertThat(outcome.exit()).isZero();
        }
    }

    @Test
    void the_table_has_every_command_and_help_shows_it() {
        var help = new ShellClient(folder).run("-c", "help");
        List<String> lines = help.stdout();
        Set<String> shown = new LinkedHashSet<>(lines.subList(lines.indexOf("Commands:") + 1, lines.size())
                .stream()
                .map(line -> line.strip().split(" ", 2)[0])
                .toList());

        Set<String> tested = new LinkedHashSet<>(List.of("help", "which-api"));
        cases().forEach(one -> tested.add(one.words().getFirst().replace("slave", "replica")));
        assertThat(shown).hasSize(107).containsExactlyInAnyOrderElementsOf(tested);
        assertThat(help.exit()).isZero();
    }

    @Test
    void lists_that_are_null_are_empty() {
        try (StubApi api = StubApi.start()) {
            api.answering("/api/masters", Answer.json("null"))
                    .answering("/api/move-up-replicas/db1/3306/", Answer.json(envelope("null")))
                    .answering("/api/move-replicas-gtid/db1/3306/db2/3306", Answer.json(envelope("null")));
            ShellClient client = new ShellClient(folder).asking(api.url());

            assertThat(List.of(client.run("-c", "all-clusters-masters"), client.run("-c", "dominant-dc"),
                    client.run("-c", "move-up-replicas", "-i", "db1"),
                    client.run("-c", "move-replicas-gtid", "-i", "db1", "-d", "db2")))
                    .containsOnly(new ShellClient.Outcome(0, List.of(), List.of()));
        }
    }

    @Test
    void a_single_key_in_place_of_moved_replicas_is_printed() {
        try (StubApi api = StubApi.start()) {
            api.answering("/api/move-replicas-gtid/db1/3306/db2/3306", Answer.json(envelope(OTHER_KEY)));

            assertThat(new ShellClient(folder).asking(api.url())
                    .run("-c", "move-replicas-gtid", "-i", "db1", "-d", "db2")
                    .stdout()).containsExactly("db2:3307");
        }
    }

    @Test
    void what_does_not_fit_the_answer_ends_with_status_5() {
        try (StubApi api = StubApi.start()) {
            api.answering("/api/clusters-info", Answer.json("7"));

            var outcome = new ShellClient(folder).asking(api.url()).run("-c", "clusters");

            assertThat(outcome.exit()).isEqualTo(5);
            assertThat(outcome.stdout()).isEmpty();
            assertThat(outcome.stderr()).singleElement().asString().startsWith("jq: error");
        }
    }

    @Test
    void a_raft_command_ends_where_the_node_does_not_lead_or_raft_is_off() {
        try (StubApi api = StubApi.start()) {
            api.answering("/api/raft-state", Answer.json("\"Follower\""), new Answer(500,
                    "{\"Code\":\"ERROR\",\"Message\":\"raft-state: not running with raft setup\",\"Details\":null}"));
            ShellClient client = new ShellClient(folder).asking(api.url());

            var follower = client.run("-c", "raft-leader");
            var off = client.run("-c", "raft-leader");

            assertThat(follower.exit()).isEqualTo(1);
            assertThat(follower.stderr()).singleElement().asString().endsWith("]: Cannot determine raft state");
            assertThat(off.exit()).isEqualTo(1);
            assertThat(off.stderr()).containsExactly("raft-state: not running with raft setup");
            assertThat(api.targets()).containsOnly("/api/raft-state");
        }
    }
}
