package io.orchestrator.app.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Against a socket of this machine. */
class GraphitePusherTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_424_947);

    private final ProcessMetrics metrics = new ProcessMetrics(new FakeEngine(), InstantSource.fixed(NOW));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(GraphitePusher.class);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        metrics.close();
    }

    private GraphitePusher pusher(int port, Duration interval) {
        return new GraphitePusher(new GraphiteTarget("127.0.0.1", port, "orc.node_1", interval), metrics,
                InstantSource.fixed(NOW));
    }

    private static ServerSocket graphite(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server.setSoTimeout(20_000);
        return server;
    }

    private static List<String> received(ServerSocket server) throws IOException {
        try (Socket socket = server.accept();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    private List<String> told() {
        return log.list.stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()).toList();
    }

    @Test
    void eachMetricIsALineWithNameValueAndTime() throws Exception {
        metrics.sink().count("discoveries.attempt", 90);
        try (ServerSocket server = graphite(0)) {
            pusher(server.getLocalPort(), Duration.ofMinutes(1)).push();

            assertThat(received(server)).noneMatch(line -> line.contains("dead_instances.value"))
                    .allMatch(line -> line.matches("orc\\.node_1\\.[a-z_.]+ -?[0-9.]+ 1795424947"))
                    .contains("orc.node_1.discoveries.attempt.count 90 1795424947",
                            "orc.node_1.discoveries.attempt.count_ps 1.50 1795424947",
                            "orc.node_1.discoveries.fail.count 0 1795424947",
                            "orc.node_1.discoveries.dead_instances.count 1 1795424947",
                            "orc.node_1.discoveries.dead_instances.count_ps 0.02 1795424947",
                            "orc.node_1.elect.is_elected.value 1 1795424947",
                            "orc.node_1.journal.oldest_seconds.value 0.250 1795424947");
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void metricsAreSentAgainAndAgainUntilItIsClosed() throws Exception {
        try (ServerSocket server = graphite(0);
                GraphitePusher pusher = pusher(server.getLocalPort(), Duration.ofMillis(20))) {
            pusher.start();

            assertThat(received(server)).isNotEmpty();
            assertThat(received(server)).isNotEmpty();
        }
    }

    @Test
    void aTargetThatTakesNothingIsToldOfOnceAndOnceMoreWhenItDoes() throws Exception {
        int port;
        try (ServerSocket server = graphite(0)) {
            port = server.getLocalPort();
        }
        GraphitePusher pusher = pusher(port, Duration.ofMinutes(1));

        pusher.push();
        pusher.push();
        assertThat(told()).singleElement()
                .asString()
                .startsWith("WARN metrics could not be sent to Graphite at 127.0.0.1:" + port + " (GraphiteAddr): ");

        try (ServerSocket server = graphite(port)) {
            pusher.push();
            assertThat(received(server)).isNotEmpty();
            pusher.push();
        }
        assertThat(told()).hasSize(2).last().asString().startsWith("INFO metrics reach Graphite at 127.0.0.1:" + port);
    }
}
