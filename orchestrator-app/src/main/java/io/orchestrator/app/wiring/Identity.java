package io.orchestrator.app.wiring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;

/** Who this process is, and ids nobody else makes (ha-shared-backend.md 1, recovery.md 16.2). */
public final class Identity {
    private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int RANDOM_BYTES = 64;
    private static final long NANOS = 1_000_000_000L;

    private final SecureRandom random = new SecureRandom();

    /** A new identity of this process. */
    public NodeId newNode(Map<String, String> environment) {
        return new NodeId(hostname(environment), token());
    }

    /** A new id of a recovery. */
    public RecoveryUid newRecovery() {
        Instant now = Instant.now();
        return new RecoveryUid(now.getEpochSecond() * NANOS + now.getNano() + ":" + token());
    }

    /** 64 hex digits that nobody can guess. */
    public String token() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The kernel's own answer first: the resolver's may wait for a name server. */
    private static String hostname(Map<String, String> environment) {
        try {
            String name = Files.readString(KERNEL_NAME).strip();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException _) {
            return resolvedHostname(environment);
        }
        return resolvedHostname(environment);
    }

    private static String resolvedHostname(Map<String, String> environment) {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return environment.getOrDefault("HOSTNAME", "localhost");
        }
    }
}
