package io.orchestrator.domain.instance;

import java.time.Duration;
import java.util.Objects;

import io.orchestrator.domain.identity.Flavor;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.identity.ServerVersion;
import org.jspecify.annotations.Nullable;

/**
 * Identity and writability of a server (discovery.md 3.1).
 *
 * @param version {@code @@version}
 * @param versionComment {@code @@version_comment}
 * @param flavor derived from both
 * @param serverId {@code @@server_id}
 * @param uuid {@code @@server_uuid}; null on MariaDB and where the server has none
 * @param readOnly {@code @@read_only}
 * @param superReadOnly {@code @@super_read_only}; false where the server has none
 * @param uptime time since the server started; null when it was not read with this probe
 * @param replicationCredentials whether the account of replication can be had when a server is to be pointed elsewhere: from the
 *     configured query or from the server's own table (ReplicationCredentialsAvailable of discovery.md 3.2); null when not known
 */
public record ServerFacts(ServerVersion version, String versionComment, Flavor flavor, long serverId,
        @Nullable ServerUuid uuid, boolean readOnly, boolean superReadOnly, @Nullable Duration uptime,
        @Nullable Boolean replicationCredentials) {
    public ServerFacts {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(versionComment, "versionComment");
        Objects.requireNonNull(flavor, "flavor");
    }

    /** The same server with another writability. */
    public ServerFacts withReadOnly(boolean newReadOnly, boolean newSuperReadOnly) {
        return new ServerFacts(version, versionComment, flavor, serverId, uuid, newReadOnly, newSuperReadOnly, uptime,
                replicationCredentials);
    }

    /** The same server with another uptime; null when it is not known. */
    public ServerFacts withUptime(@Nullable Duration newUptime) {
        return new ServerFacts(version, versionComment, flavor, serverId, uuid, readOnly, superReadOnly, newUptime,
                replicationCredentials);
    }
}
