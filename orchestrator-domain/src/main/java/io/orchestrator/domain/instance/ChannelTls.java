package io.orchestrator.domain.instance;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * TLS and public-key options of a channel (topology-ops.md 4.3). Texts are empty where the server has none.
 *
 * @param allowed TLS is used
 * @param verifyServerCert null when the server does not say
 * @param getSourcePublicKey null when the server does not say
 */
public record ChannelTls(boolean allowed, String caFile, String caPath, String cert, String cipher, String crlFile,
        String crlPath, String key, @Nullable Boolean verifyServerCert, String tlsVersion, String tlsCiphersuites,
        String publicKeyPath, @Nullable Boolean getSourcePublicKey) {
    public static final ChannelTls NONE = new ChannelTls(false, "", "", "", "", "", "", "", null, "", "", "", null);

    public ChannelTls {
        Objects.requireNonNull(caFile, "caFile");
        Objects.requireNonNull(caPath, "caPath");
        Objects.requireNonNull(cert, "cert");
        Objects.requireNonNull(cipher, "cipher");
        Objects.requireNonNull(crlFile, "crlFile");
        Objects.requireNonNull(crlPath, "crlPath");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(tlsVersion, "tlsVersion");
        Objects.requireNonNull(tlsCiphersuites, "tlsCiphersuites");
        Objects.requireNonNull(publicKeyPath, "publicKeyPath");
    }
}
