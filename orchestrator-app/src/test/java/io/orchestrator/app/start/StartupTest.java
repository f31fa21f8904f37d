package io.orchestrator.app.start;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.orchestrator.app.cli.Invocation;
import io.orchestrator.app.cli.Mode;
import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.Surroundings;
import io.orchestrator.app.config.key.WebKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class StartupTest {

    private static final String STAMP = "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} ";

    private record Run(int status, String out, String err, List<Launch> launches) {
        List<String> logLines() {
            return err.lines().map(line -> line.replaceFirst(STAMP, "")).toList();
        }
    }

    private record Launch(Configuration configuration, Invocation invocation) {}

    private Path folder = Path.of(".");

    @BeforeEach
    void useFolder(@TempDir Path temporary) {
        folder = temporary;
    }

    private Run run(String... arguments) {
        return run((_, _) -> 0, arguments);
    }

    private Run run(ServiceLauncher launcher, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var launches = new ArrayList<Launch>();
        var surroundings = new Surroundings(
                Map.of(), List.of(folder.resolve("default.json")), Path.of("/data/orchestrator.sqlite3"));
        var startup = new Startup(
                (configuration, invocation) -> {
                    launches.add(new Launch(configuration, invocation));
                    return launcher.run(configuration, invocation);
                },
                surroundings, new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        var status = startup.run(arguments);
        return new Run(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), launches);
    }

    private String file(String json) {
        try {
            return Files.writeString(folder.resolve("given.json"), json).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void launchesTheServiceAndPassesItsStatusOn() {
        var run = run((_, _) -> 7, "--config=" + file("{\"WebMessage\": \"hi\"}"), "http");

        assertThat(run.status()).isEqualTo(7);
        assertThat(run.launches()).singleElement().satisfies(launch -> {
            assertThat(launch.configuration().get(WebKeys.WEB_MESSAGE)).isEqualTo("hi");
            assertThat(launch.invocation().mode()).isEqualTo(new Mode.Http());
        });
        assertThat(System.getProperty("guice_bytecode_gen_option")).isEqualTo("DISABLED");
    }

    @Test
    void namesWhereDataIsKeptOnAPlainStart() {
        var run = run("http");

        assertThat(run.status()).isZero();
        assertThat(run.err()).matches("(?s)" + STAMP + "NOTICE No configuration file found .*");
        assertThat(run.logLines()).containsExactly("NOTICE No configuration file found (looked for "
                + folder.resolve("default.json") + "). Data is kept in /data/orchestrator.sqlite3");
    }

    @Test
    void saysNothingForACommandThatIsAllRight() {
        assertThat(run("-c", "clusters").err()).isEmpty();
    }

    @Test
    void tellsABadConfigurationInOneLineEach() {
        var given = file("{\"InstancePollSeconds\": \"5\"}");

        var run = run("--config", given, "http");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.launches()).isEmpty();
        assertThat(run.out()).isEmpty();
        assertThat(run.logLines()).containsExactly("FATAL Cannot read config file: " + given
                + " line 1, column 2: InstancePollSeconds: expected a whole number of 0 or more, found the text \"5\"");
    }

    @Test
    void tellsAMissingFile() {
        var run = run("--config=/nowhere/o.json", "-c", "clusters");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.logLines()).containsExactly(
                "FATAL Cannot read config file: /nowhere/o.json open /nowhere/o.json: no such file or directory");
    }

    @Test
    void showsWarningsOfTheConfigurationToTheServiceOnlyUnlessAsked() {
        var given = file("{\"ListenAdress\": \":1\"}");

        assertThat(run("--config", given, "http").logLines()).anyMatch(line -> line.startsWith("WARNING ")
                && line.endsWith("unknown key ListenAdress is ignored; did you mean ListenAddress?"));
        assertThat(run("--config", given, "-c", "clusters").err()).isEmpty();
        assertThat(run("--config", given, "-quiet", "http").err()).isEmpty();
        assertThat(run("--config", given, "-verbose", "-c", "clusters").logLines())
                .contains("INFO starting orchestrator", "INFO Read config: " + given)
                .anyMatch(line -> line.contains("did you"));
    }

    @Test
    void raisesTheThresholdWhereTheConfigurationSaysSo() {
        ServiceLauncher chatty = (_, _) -> {
            LoggerFactory.getLogger("io.orchestrator.test").debug("detail\nof two lines");
            return 0;
        };

        assertThat(run(chatty, "--config", file("{\"Debug\": true}"), "-c", "x").logLines())
                .contains("DEBUG detail | of two lines");
        assertThat(run(chatty, "--config", file("{\"Debug\": true}"), "-quiet", "-c", "x").err()).isEmpty();
        assertThat(run(chatty, "--config", file("{}"), "-verbose", "-c", "x").err()).doesNotContain("detail");
    }

    @Test
    void tellsAnUnexpectedFailureInOneLineAndTracesItOnRequest() {
        ServiceLauncher broken = (_, _) -> {
            throw new IllegalStateException("outer", new IllegalArgumentException("the reason"));
        };

        var run = run(broken, "-c", "x");
        var traced = run(broken, "-stack", "-c", "x");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.logLines()).singleElement()
                .asString()
                .startsWith("FATAL Unexpected failure")
                .contains("IllegalArgumentException: the reason");
        assertThat(traced.logLines()).hasSizeGreaterThan(3).anyMatch(line -> line.startsWith("\tat "));
    }

    @Test
    void refusesRaft() {
        var given = file("{\"RaftEnabled\": true,\n \"RaftDataDir\": \"/x\"}");

        var service = run("--config", given, "http");
        var command = run("--config", given, "-c", "clusters");
        var overridden = run("--config", given, "--ignore-raft-setup", "-c", "clusters");
        var continuous = run("--config", given, "--ignore-raft-setup", "-c", "continuous");

        assertThat(service.status()).isEqualTo(1);
        assertThat(service.logLines()).last()
                .asString()
                .startsWith("FATAL RaftEnabled (" + given + " line 1): raft is not");
        assertThat(command.status()).isEqualTo(1);
        assertThat(command.logLines()).singleElement()
                .asString()
                .startsWith("FATAL Orchestrator configured to run raft (\"RaftEnabled\": true). All access must go");
        assertThat(overridden.launches()).hasSize(1);
        assertThat(continuous.status()).isEqualTo(1);
        assertThat(run("--config", given, "help", "topology").launches()).hasSize(1);
    }

    @Test
    void refusesAListenerThatCannotBe() {
        var run = run("--config", file("{\"ListenAddress\": \"3000\"}"), "http");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.logLines()).last()
                .asString()
                .endsWith("expected [host]:port, found \"3000\"")
                .startsWith("FATAL ListenAddress (");
        assertThat(run("--config", file("{\"ListenAddress\": \"3000\"}"), "-c", "clusters").launches()).hasSize(1);
        assertThat(run("--config", file("{\"ListenAddress\": \"3000\", \"ListenSocket\": \"/s\"}"), "http").launches())
                .hasSize(1);
        assertThat(run("--config", file("{\"ServeAgentsHttp\": true, \"AgentsServerPort\": \"x\"}"), "http").status())
                .isEqualTo(1);
    }

    @Test
    void refusesMultiAndWarnsOfBasicWithoutAUser() {
        assertThat(run("--config", file("{\"AuthenticationMethod\": \"multi\"}"), "http").logLines()).last()
                .isEqualTo("FATAL AuthenticationMethod is configured as 'multi' but HTTPAuthUser undefined");
        assertThat(run("--config", file("{\"AuthenticationMethod\": \"basic\"}"), "http").logLines()).contains(
                "WARNING AuthenticationMethod is configured as 'basic' but HTTPAuthUser undefined. Running without"
                        + " authentication.");
        assertThat(run("--config", file("{\"PrependMessagesWithOrcIdentity\": \"x\"}"), "http").logLines())
                .anyMatch(line -> line.startsWith("WARNING PrependMessagesWithOrcIdentity"));
    }

    @Test
    void answersVersionWithoutReadingTheConfiguration() {
        var run = run("--config=/nowhere", "-version");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void answersABareCallWithTheCheatSheet() {
        var run = run();

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("\norchestrator [-c command]");
        assertThat(run.launches()).isEmpty();
        assertThat(run("--config=/nowhere").status()).isEqualTo(1);
    }

    @Test
    void answersAWrongFlagOnStderr() {
        var run = run("--nonsense");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("flag provided but not defined: -nonsense\nUsage of orchestrator:");
        assertThat(run("-h").status()).isZero();
        assertThat(run("-promotion-rule=x").logLines()).containsExactly(
                "FATAL -promotion-rule only supports prefer|neutral|prefer_not|must_not");
    }
}
