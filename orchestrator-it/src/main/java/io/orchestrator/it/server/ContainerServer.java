package io.orchestrator.it.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerVersion;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container of the host's network, so that it and its replicas reach each other on loopback ports as processes do. The
 * image's own entry point initialises it, which takes several seconds.
 */
final class ContainerServer implements RealServer {
    private final ServerInstallation.Image image;
    private final ServerOptions options;
    private final InstanceKey key;
    private final GenericContainer<?> container;

    private ContainerServer(ServerInstallation.Image image, ServerOptions options, int port) {
        this.image = image;
        this.options = options;
        this.key = new InstanceKey("127.0.0.1", port);
        List<String> words = new ArrayList<>(options.words(image.flavor(), port));
        this.container = new GenericContainer<>(DockerImageName.parse(image.name()));
        container.withNetworkMode("host")
                .withEnv("MYSQL_ALLOW_EMPTY_PASSWORD", "yes")
                .withEnv("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "yes")
                .withCopyToContainer(Transferable.of("set sql_log_bin=0;\n" + ServerTemplate.accounts()),
                        "/docker-entrypoint-initdb.d/accounts.sql")
                .withCommand(words.toArray(String[]::new));
    }

    static ContainerServer start(ServerInstallation.Image image, ServerOptions options, int port) {
        ContainerServer server = new ContainerServer(image, options, port);
        RunFolder.ofThisJvm().remember(server);
        try {
            server.container.start();
            server.awaitAnswer();
            // The entry point's own statements are in the binary log; a source begins with an empty GTID set.
            server.sql().execute(switch (image.flavor()) {
                case MYSQL -> image.version().isAtLeast(8, 2, 0) ? "reset binary logs and gtids" : "reset master";
                case MARIADB -> "reset master";
            });
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public ServerFlavor flavor() {
        return image.flavor();
    }

    @Override
    public ServerVersion version() {
        return image.version();
    }

    @Override
    public InstanceKey key() {
        return key;
    }

    @Override
    public long pid() {
        Long pid = DockerClientFactory.lazyClient()
                .inspectContainerCmd(container.getContainerId())
                .exec()
                .getState()
                .getPidLong();
        if (pid == null || pid == 0) {
            throw new ServerException(this + " does not run");
        }
        return pid;
    }

    @Override
    public boolean isAlive() {
        return container.isRunning();
    }

    @Override
    public void kill9() {
        if (isAlive()) {
            signal("KILL");
            awaitEnd();
        }
    }

    @Override
    public void sigstop() {
        signal("STOP");
    }

    @Override
    public void sigcont() {
        signal("CONT");
    }

    @Override
    public void shutdown() {
        if (isAlive()) {
            signal("CONT");
            signal("TERM");
            awaitEnd();
        }
    }

    @Override
    public void restart() {
        if (!isAlive()) {
            DockerClientFactory.lazyClient().startContainerCmd(container.getContainerId()).exec();
            awaitAnswer();
        }
    }

    @Override
    public String errorLog(int lines) {
        List<String> all = container.getLogs().lines().toList();
        return String.join("\n    ", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    @Override
    public void close() {
        RunFolder.ofThisJvm().forget(this);
        container.stop();
    }

    @Override
    public String toString() {
        return flavor().displayName() + " " + version() + " on " + key.hostname() + ":" + key.port() + " ("
                + image.name() + ")";
    }

    private void awaitAnswer() {
        Await.until(this + " to answer", options.startLimit(), () -> sql().answers(), () -> errorLog(15));
    }

    private void awaitEnd() {
        Await.until("the end of " + this, Duration.ofSeconds(60), () -> !isAlive(), () -> errorLog(15));
    }

    private void signal(String name) {
        DockerClientFactory.lazyClient()
                .killContainerCmd(Objects.requireNonNull(container.getContainerId()))
                .withSignal(name)
                .exec();
    }
}
