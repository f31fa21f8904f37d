package io.orchestrator.backend.target;

import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Encryption of connections to monitored servers (discovery.md 5.2).
 *
 * @param mode whether, and what is verified
 * @param caFile PEM file of authorities to trust beside the JVM's own, null for none
 * @param certFile PEM file of the client certificate, null for none
 * @param keyFile PEM file of its unencrypted private key, null for none
 */
public record TlsSettings(Mode mode, @Nullable Path caFile, @Nullable Path certFile, @Nullable Path keyFile) {
    /** Whether TLS is used, and how much of the server's certificate is verified. */
    public enum Mode {
        /** Never. */
        DISABLED,
        /**
         * In clear first; with TLS when the server insists on it: authority and host name are verified where there is a file of authorities,
         * nothing is without one. The verdict is kept a while.
         */
        MIXED,
        /** With TLS, unverified, when the server offers it. */
        PREFERRED,
        /** Always, unverified. */
        REQUIRED,
        /** Always; the certificate's authority is verified. */
        VERIFY_CA,
        /** Always; the authority and the host name are verified. */
        VERIFY_IDENTITY
    }

    /** The contract's default. */
    public static final TlsSettings DEFAULT = of(Mode.MIXED);

    public TlsSettings {
        Objects.requireNonNull(mode, "mode");
        if ((certFile == null) != (keyFile == null)) {
            throw new IllegalArgumentException(
                    "a client certificate needs both its certificate file and its private key file; one is missing");
        }
    }

    /** A mode without any files. */
    public static TlsSettings of(Mode mode) {
        return new TlsSettings(mode, null, null, null);
    }
}
