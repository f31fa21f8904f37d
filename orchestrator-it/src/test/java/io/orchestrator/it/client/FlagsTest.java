package io.orchestrator.it.client;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.orchestrator.it.client.StubApi.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Flags, environment and profile (client.md 1, 2, 9). */
class FlagsTest {
    private static final String BEGUN =
            "{\"Code\":\"OK\",\"Message\":\"\",\"Details\":{\"Hostname\":\"db1\",\"Port\":3306}}";

    @TempDir private Path folder;
    private StubApi api;
    private ShellClient client;

    @BeforeEach
    void start() {
        api = StubApi.start();
        client = new ShellClient(folder).asking(api.url());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private void assertAsks(String target, String... words) {
        api.answering(target, Answer.json(BEGUN));

        var outcome = client.run(words);

        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.exit()).isZero();
        assertThat(api.targets()).containsExactly(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--command=begin-downtime --owner=me --reason=why --duration=1h -i db1",
            "--command begin-downtime --owner me --reason why --duration 1h -i db1",
            "-command begin-downtime -owner me -reason why -duration=1h -i db1",
            "-cbegin-downtime -ome -rwhy -u1h -idb1",
            "-r never -c begin-downtime -o me -r why -u 1h -i db1 rest -i db7"})
    void long_and_short_forms_mean_the_same(String words) {
        assertAsks("/api/begin-downtime/db1/3306/me/why/1h", words.split(" "));
    }

    @Test
    void values_arrive_as_they_are() {
        String reason = " \"a\"  'b' \\ * $(x) `y` {i} & é / ? # \n%";

        client.run("-c", "begin-downtime", "-i", "db1", "--owner", "--", "-r", reason);

        String target = api.targets().getFirst();
        assertThat(target).matches("/api/begin-downtime/db1/3306/--/[^/?# {]+/10m");
        assertThat(URLDecoder.decode(target.split("/", -1)[6], StandardCharsets.UTF_8)).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--owner", "--alias", "-c", "-h", "--"})
    void a_value_that_looks_like_a_flag_stays_a_value(String reason) {
        assertAsks("/api/begin-downtime/db1/3306/me/" + reason + "/10m", "-c", "begin-downtime", "-i", "db1", "-o",
                "me",
                "--reason", reason);
    }

    @Test
    void an_alias_wins_over_an_instance() {
        assertAsks("/api/cluster-info/the%20shop", "-c", "which-cluster", "-a", "the shop", "-i", "db1:3307");
    }

    @Test
    void the_port_can_be_given_apart() {
        assertAsks("/api/discover/db1/3310", "-c", "discover", "-i", "db1", "-D", "3310");
    }

    @Test
    void the_instance_may_come_from_the_environment() {
        client.with("ORCHESTRATOR_INSTANCE", "db9");

        assertAsks("/api/discover/db9/3306", "-c", "discover");
    }

    @Test
    void the_profile_sets_variables_and_flags_win_over_it() throws IOException {
        client.profile("export ORCHESTRATOR_API=http://127.0.0.1:1\nORCHESTRATOR_INSTANCE=db8\n");

        assertAsks("/api/discover/db8/3306", "-c", "discover", "-U", api.url() + "/", "--api", "");
    }

    @ParameterizedTest
    @CsvSource({"'',/api", "/,/api", "/api,/api", "/api/,/api", "/orc,/orc/api", "/orc/,/orc/api"})
    void endpoints_are_completed(String path, String base) {
        assertThat(client.run("-c", "which-api", "-U", api.url() + path).stdout()).containsExactly(api.url() + base);
        assertThat(api.seen()).isEmpty();
    }

    @Test
    void without_an_endpoint_it_is_port_3000_of_this_machine() {
        assertThat(client.asking(" ").run("-c", "which-api").stdout()).containsExactly("http://localhost:3000/api");
    }

    @Test
    void credentials_and_headers_may_hold_blanks_quotes_and_backslashes() {
        api.answering("/api/discover/db1/3306", Answer.json(BEGUN));
        client.with("ORCHESTRATOR_AUTH_USER", "d b")
                .with("ORCHESTRATOR_AUTH_PASSWORD", "p \"w\\")
                .with("ORCHESTRATOR_AUTH_USER_HEADER", "X-Forwarded-User: a  \"b\" \\c");

        client.run("-c", "discover", "-i", "db1");
        client.run("-c", "discover", "-i", "db1", "-b", "u:v", "--headers-auth=X-Other:w");

        assertThat(api.seen().getFirst().header("Authorization")).isEqualTo(basic("d b:p \"w\\"));
        assertThat(api.seen().getFirst().header("X-Forwarded-User")).isEqualTo("a  \"b\" \\c");
        assertThat(api.seen().getLast().header("Authorization")).isEqualTo(basic("u:v"));
        assertThat(api.seen().getLast().header("X-Other")).isEqualTo("w");
    }

    @Test
    void without_credentials_none_are_sent() {
        assertAsks("/api/discover/db1/3306", "-c", "discover", "-i", "db1", "-b", ":");
        assertThat(api.seen().getFirst().header("Authorization")).isEmpty();
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "-help", "-h x", "--help x", "-c clusters -h", "-c help"})
    void help_is_shown(String words) {
        var outcome = client.asking("http://127.0.0.1:1 http://127.0.0.1:2").run(words.split(" "));

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.stderr()).isEmpty();
        assertThat(outcome.stdout().getFirst()).startsWith("Usage: orchestrator-client -c <command>");
    }

    @Test
    void an_unknown_flag_is_told_and_otherwise_ignored() {
        api.answering("/api/discover/db1/3306", Answer.json(BEGUN));

        var outcome = client.run("-Zcdiscover", "--bogus", "-i", "db1");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.stderr()).satisfiesExactly(
                line -> assertThat(line).endsWith("orchestrator-client: illegal option -- Z"),
                line -> assertThat(line).endsWith("orchestrator-client: illegal option -- bogus"));
    }

    @Test
    void a_missing_command_and_an_unknown_one_are_told() {
        assertFails("No command given. Use orchestrator-client -c <command> [...] or orchestrator-client --command "
                + "<command> [...] to do something useful");
        assertFails("Unsupported command enreplica-siblings", "-c", "enslave-siblings");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"instance;discover", "instance|alias;topology", "destination;relocate -i a",
            "owner;begin-downtime -i a -r x --owner=", "reason;begin-downtime -i a",
            "duration;begin-downtime -i a -r x --duration=",
            "tag;tag -i a", "pool;submit-pool-instances -i a", "hostname;raft-elect-leader",
            "promotion-rule;register-candidate -i a", "binlog;purge-binary-logs -i a", "seconds;delay-replication -i a",
            "query;restart-replica-statements -i a", "path;api"})
    void what_is_missing_is_told_before_anything_is_asked(String missing, String words) {
        assertFails(missing + " must be provided", ("-c " + words).split(" "));
        assertThat(api.seen()).isEmpty();
    }

    @Test
    void a_destination_that_would_be_ignored_is_refused() {
        assertFails("repoint-replicas takes no destination", "-c", "repoint-replicas", "-i", "a", "-d", "b");
        assertThat(api.seen()).isEmpty();
    }

    @Test
    void missing_programs_are_told() throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("env", "bash", "whoami")) {
            Files.createSymbolicLink(programs.resolve(program), find(program));
        }
        client.with("PATH", programs.toString());
        assertFails("cannot find curl", "-c", "clusters");

        Files.createSymbolicLink(programs.resolve("curl"), find("curl"));
        assertFails("cannot find jq", "-c", "clusters");
    }

    private static Path find(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1))
                .map(part -> Path.of(part, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(program + " is not on the path"));
    }

    private void assertFails(String text, String... words) {
        var outcome = client.run(words);

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr()).singleElement()
                .asString()
                .matches("orchestrator-client\\[\\d+]: .*")
                .endsWith("]: " + text);
    }
}
