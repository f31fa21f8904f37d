package io.orchestrator.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.ConfigurationLoader;
import io.orchestrator.app.config.LoadOutcome;
import io.orchestrator.app.config.Surroundings;
import io.orchestrator.backend.target.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The configuration is read again while the service runs (config.md 5). */
class LiveConfigurationTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LiveConfiguration.class);
    private final List<String> audited = new ArrayList<>();
    private final List<Credentials> accounts = new ArrayList<>();

    @TempDir Path folder;

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    private List<String> told(Level level) {
        return log.list.stream().filter(e -> e.getLevel() == level).map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void file(String json) throws IOException {
        Files.writeString(folder.resolve("orchestrator.conf.json"), json);
    }

    private void account(String user, String password) throws IOException {
        Files.writeString(folder.resolve("my.cnf"), "[client]\nuser=" + user + "\npassword=" + password + "\n");
    }

    private String withCredentialsFile(String more) {
        return "{\"MySQLTopologyCredentialsConfigFile\": \"" + folder.resolve("my.cnf") + "\"" + more + "}";
    }

    private LiveConfiguration started(String json) throws IOException {
        file(json);
        ConfigurationLoader loader = new ConfigurationLoader(
                new Surroundings(Map.of("WORD", "expanded"), List.of(), folder.resolve("orchestrator.sqlite3")));
        LiveConfiguration live = switch (loader.loadFile(folder.resolve("orchestrator.conf.json"))) {
            case LoadOutcome.Loaded(Configuration configuration, var _) -> new LiveConfiguration(loader, configuration);
            case LoadOutcome.Rejected(var faults) -> throw new AssertionError("refused: " + faults);
        };
        live.auditedBy(audited::add);
        live.taking(read -> () -> accounts.add(TargetMapping.credentials(read)));
        return live;
    }

    @Test
    void aChangedCredentialsFileIsTakenByCallAndBySignalAndNeverShown() throws IOException {
        account("watcher", "first");
        LiveConfiguration live = started(withCredentialsFile(""));

        account("watcher", "second");
        live.reload("");
        account("other", "${WORD}");
        live.reloadOnSignal();

        assertThat(accounts).containsExactly(new Credentials("watcher", "second"),
                new Credentials("other", "expanded"));
        assertThat(audited).containsExactly("Triggered via API", "Triggered via SIGHUP");
        assertThat(told(Level.INFO)).anyMatch(line -> line.contains("changed: [MySQLTopologyPassword]"))
                .noneMatch(line -> line.contains("second") || line.contains("expanded"));
    }

    @Test
    void aCredentialsFileThatCannotBeReadChangesNothing() throws IOException {
        account("watcher", "first");
        LiveConfiguration live = started(withCredentialsFile(", \"InstancePollSeconds\": 5"));
        file(withCredentialsFile(", \"InstancePollSeconds\": 7"));
        Files.writeString(folder.resolve("my.cnf"), "user=watcher\n");

        assertThatThrownBy(() -> live.reload("")).hasMessageContaining("Failed to parse gcfg data from file")
                .hasMessageContaining("MySQLTopologyCredentialsConfigFile");
        live.reloadOnSignal();

        assertThat(accounts).isEmpty();
        assertThat(live.get().probing().discovery().pollInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(told(Level.ERROR)).singleElement()
                .asString()
                .startsWith("the configuration could not be read again, the one in effect stays: Failed to parse");
    }

    @Test
    void nobodyTakesWhatOneCannotTake() throws IOException {
        LiveConfiguration live = started("{}");
        live.taking(_ -> {
            throw new UnsupportedSettingException("not that");
        });
        file("{\"InstancePollSeconds\": 7}");

        assertThatThrownBy(() -> live.reload("")).hasMessage("not that");

        assertThat(accounts).isEmpty();
        assertThat(live.get().probing().discovery().pollInterval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aFileThatIsNamedHasTheLastWord() throws IOException {
        LiveConfiguration live = started("{\"InstancePollSeconds\": 5}");
        Path extra = Files.writeString(folder.resolve("extra.json"), "{\"InstancePollSeconds\": 9}");

        live.reload(extra.toString());

        assertThat(live.get().probing().discovery().pollInterval()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void whatNeedsARestartAndWhatHasNoEffectIsSaid() throws IOException {
        LiveConfiguration live = started("{}");
        file("""
                {"DiscoveryMaxConcurrency": 7, "MySQLTopologySSLSkipVerify": true, "InstancePollSeconds": 7,
                 "DiscoveryQueueCapacity": 7, "Nonsense": 1, "ProblemIgnoreHostnameFilters": ["a("]}""");

        live.reload("");

        assertThat(told(Level.INFO)).anyMatch(line -> line.contains("InstancePollSeconds")
                && line.endsWith(
                        "in effect only after a restart: [MySQLTopologySSLSkipVerify, DiscoveryMaxConcurrency]"));
        assertThat(told(Level.WARN))
                .anyMatch(line -> line.contains("without effect in this version: DiscoveryQueueCapacity"))
                .anyMatch(line -> line.contains("Nonsense"))
                .anyMatch(
                        line -> line.startsWith("ProblemIgnoreHostnameFilters") && line.endsWith("it matches nothing"));
    }
}
