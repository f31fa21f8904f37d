package io.orchestrator.app.wiring;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;

/** Who this process is, and ids nobody else makes (ha-shared-backend.md 1, recovery.md 16.2). */
final class Identity {
    private static final int RANDOM_BYTES = 64;
    private static final long NANOS = 1_000_000_000L;

    private final SecureRandom random = new SecureRandom();

    /** A new identity of this process. */
    NodeId newNode(Map<String, String> environment) {
        return new NodeId(hostname(environment), token());
    }

    RecoveryUid newRecovery() {
        Instant now = Instant.now();
        return new RecoveryUid(now.getEpochSecond() * NANOS + now.getNano() + ":" + token());
    }

    private String token() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String hostname(Map<String, String> environment) {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return environment.getOrDefault("HOSTNAME", "localhost");
        }
    }
}
