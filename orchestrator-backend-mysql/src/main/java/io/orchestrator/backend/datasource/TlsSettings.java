package io.orchestrator.backend.datasource;

import java.nio.file.Path;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How the connection to the backend is encrypted.
 *
 * @param caFile PEM file of the authorities to trust; absent = those of the JDK
 * @param certificateFile PEM file of our own certificate chain; absent = we show none
 * @param privateKeyFile PEM file of its unencrypted key; given exactly when the certificate is
 */
public record TlsSettings(Mode mode, @Nullable Path caFile, @Nullable Path certificateFile,
        @Nullable Path privateKeyFile) {

    /** What is asked of the server. */
    public enum Mode {
        /** No encryption. */
        OFF,
        /** Encrypted, the server's certificate is not looked at. */
        UNVERIFIED,
        /** Encrypted, the certificate must come from a trusted authority and name the host. */
        VERIFIED
    }

    public TlsSettings {
        Objects.requireNonNull(mode);
        if ((certificateFile == null) != (privateKeyFile == null)) {
            throw new IllegalArgumentException("a TLS certificate and its private key belong together; only the "
                    + (certificateFile == null ? "key" : "certificate") + " file is given");
        }
    }

    /** No encryption. */
    public static TlsSettings off() {
        return new TlsSettings(Mode.OFF, null, null, null);
    }
}
