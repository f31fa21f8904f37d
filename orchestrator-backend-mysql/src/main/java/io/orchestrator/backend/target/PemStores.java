package io.orchestrator.backend.target;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys as the driver wants them. The contract's files are PEM, the driver reads key stores: they are converted once,
 * into files that only this user can read and that go away with the process.
 */
final class PemStores {
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final String PKCS8 = "PRIVATE KEY";
    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    /** rsaEncryption, and that it has no parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");
    /** id-ecPublicKey. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    /** What a key of SEC 1 (RFC 5915) says of its curve. */
    private static final int CURVE = 0xa0;

    private final @Nullable Path trusted;
    private final @Nullable Path own;
    private final String password;

    private PemStores(@Nullable Path trusted, @Nullable Path own, String password) {
        this.trusted = trusted;
        this.own = own;
        this.password = password;
    }

    /** @throws IllegalArgumentException naming the file that cannot be used */
    static PemStores of(TlsSettings tls) {
        var secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        Path ca = tls.caFile();
        Path cert = tls.certFile();
        Path key = tls.keyFile();
        return new PemStores(ca == null ? null : trustStore(ca, password),
                cert == null || key == null ? null : keyStore(cert, key, password), password);
    }

    void addTo(Properties all) {
        if (trusted != null) {
            all.setProperty("trustCertificateKeyStoreUrl", trusted.toUri().toString());
            all.setProperty("trustCertificateKeyStoreType", "PKCS12");
            all.setProperty("trustCertificateKeyStorePassword", password);
            all.setProperty("fallbackToSystemTrustStore", "false");
        }
        if (own != null) {
            all.setProperty("clientCertificateKeyStoreUrl", own.toUri().toString());
            all.setProperty("clientCertificateKeyStoreType", "PKCS12");
            all.setProperty("clientCertificateKeyStorePassword", password);
        }
    }

    private static Path trustStore(Path file, String password) {
        try {
            KeyStore store = emptyStore();
            int number = 0;
            for (Certificate certificate : certificates(file)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            for (Certificate certificate : systemAuthorities()) {
                store.setCertificateEntry("system" + number++, certificate);
            }
            return write(store, password);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Cannot use CA file " + file + ": " + e.getMessage(), e);
        }
    }

    /** They stay trusted beside the file, for the reference trusts nothing else (config.md 11, D2). */
    private static List<X509Certificate> systemAuthorities() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trusted) {
                return List.of(trusted.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    private static Path keyStore(Path certFile, Path keyFile, String password) {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("client", privateKey(keyFile), password.toCharArray(),
                    certificates(certFile).toArray(Certificate[]::new));
            return write(store, password);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot use client certificate " + certFile + " with key " + keyFile + ": " + e.getMessage(), e);
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (var in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            List<Certificate> found =
                    new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) {
                throw new IllegalArgumentException("it holds no certificate");
            }
            return found;
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        var spec = new PKCS8EncodedKeySpec(pkcs8(Files.readString(file, StandardCharsets.US_ASCII)));
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                // Not a key of that algorithm.
            }
        }
        throw new IllegalArgumentException("the private key is neither RSA nor EC nor Ed25519");
    }

    private static byte[] pkcs8(String pem) {
        byte[] pkcs8 = section(pem, PKCS8);
        if (pkcs8 != null) {
            return pkcs8;
        }
        byte[] rsa = section(pem, PKCS1);
        if (rsa != null) {
            return wrapped(rsa, RSA);
        }
        byte[] ec = section(pem, SEC1);
        if (ec != null) {
            return wrapped(ec, EC, curveOf(ec));
        }
        throw new IllegalArgumentException("the key file holds no unencrypted private key in PEM");
    }

    private static byte[] wrapped(byte[] key, byte[]... algorithm) {
        return Der.element(Der.SEQUENCE, VERSION_0, Der.element(Der.SEQUENCE, algorithm),
                Der.element(Der.OCTETS, key));
    }

    private static byte[] curveOf(byte[] key) {
        return Der.elements(key)
                .stream()
                .flatMap(whole -> Der.elements(whole.content()).stream())
                .filter(part -> part.tag() == CURVE)
                .map(Der.Element::content)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the EC key does not say which curve it is on"));
    }

    /** Null where there is none, or it is encrypted, which older formats say in a line of its own. */
    private static byte @Nullable [] section(String pem, String name) {
        String begin = "-----BEGIN " + name + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + name + "-----");
        if (from < 0 || to < from) {
            return null;
        }
        String text = pem.substring(from + begin.length(), to);
        return text.contains("ENCRYPTED") ? null : Base64.getMimeDecoder().decode(text);
    }

    private static Path write(KeyStore store, String password) throws IOException, GeneralSecurityException {
        Path file = Files.createTempFile("orchestrator-tls-", ".p12",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        file.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }
}
