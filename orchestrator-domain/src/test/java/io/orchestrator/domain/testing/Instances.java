package io.orchestrator.domain.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;

/**
 * Servers for tests. {@code Instances.server("r1").replicaOf("m").lag(60).observed()} is a healthy MySQL 8.0 replica with GTIDs that
 * lags a minute, seen at {@link #NOW}. Ports are 3306 unless a name says {@code host:port}.
 */
public final class Instances {
    /** The monotonic time at which fixtures are observed unless they say otherwise. */
    public static final Duration NOW = Duration.ofSeconds(1_000);

    private static final int DEFAULT_PORT = 3306;

    private Instances() {}

    /** Key of {@code host} or {@code host:port}; detached names keep their mark. */
    public static InstanceKey key(String name) {
        return InstanceKey.parse(name, DEFAULT_PORT);
    }

    /** The UUID that the fixture server of that name has. */
    public static ServerUuid uuid(String name) {
        return new ServerUuid(UUID.nameUUIDFromBytes(key(name).display().getBytes(StandardCharsets.UTF_8)).toString());
    }

    /** A healthy, writable MySQL 8.0 server with row format, GTIDs and no source. */
    public static InstanceBuilder server(String name) {
        return new InstanceBuilder(key(name));
    }
}
