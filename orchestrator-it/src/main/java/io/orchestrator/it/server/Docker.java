package io.orchestrator.it.server;

import java.nio.file.Files;
import java.nio.file.Path;

import org.testcontainers.DockerClientFactory;

/** Whether servers can be run as containers here. */
final class Docker {
    private Docker() {}

    /** Whether Testcontainers is on the class path (the demo has none) and finds a Docker daemon that answers. */
    static boolean answers() {
        // Looking for a daemon that is not there takes seconds.
        if (System.getenv("DOCKER_HOST") == null && !Files.exists(Path.of("/var/run/docker.sock"))) {
            return false;
        }
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }
}
