package io.orchestrator.backend.datasource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The contract names PEM files, the driver reads key stores from files: this writes PKCS#12 stores, with a password made
 * up for this process, into a folder only this user can read, and deletes them when closed.
 */
final class PemStores implements AutoCloseable {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]+)-----END \\1-----");
    private static final byte[] RSA_PREFIX = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private final Path folder;
    private final String password;
    private final List<Path> written = new ArrayList<>();

    PemStores() {
        try {
            folder = Files.createTempDirectory("orchestrator-tls");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a folder for TLS stores", e);
        }
        var secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        password = HexFormat.of().formatHex(secret);
    }

    String password() {
        return password;
    }

    /** A trust store of all certificates of {@code caFile}. */
    Path trustStore(Path caFile) {
        return write("trust.p12", store -> {
            int number = 0;
            for (var authority : certificates(caFile)) {
                store.setCertificateEntry("ca" + number++, authority);
            }
        });
    }

    /** A key store of one certificate chain with its key. */
    Path keyStore(Path certificateFile, Path privateKeyFile) {
        return write("key.p12", store -> {
            var chain = certificates(certificateFile);
            store.setKeyEntry("client", privateKey(privateKeyFile, chain.getFirst().getPublicKey().getAlgorithm()),
                    password.toCharArray(), chain.toArray(new Certificate[0]));
        });
    }

    @Override
    public void close() {
        try {
            for (var file : written) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the TLS stores in " + folder, e);
        }
    }

    private interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException, IOException;
    }

    private Path write(String name, Filling filling) {
        var file = folder.resolve(name);
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            filling.fill(store);
            written.add(file);
            try (var out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            return file;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot use the TLS files of the backend: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the TLS files of the backend: " + e.getMessage(), e);
        }
    }

    private static List<Certificate> certificates(Path pem) throws GeneralSecurityException, IOException {
        var factory = CertificateFactory.getInstance("X.509");
        var found = new ArrayList<Certificate>();
        for (var block : blocks(pem)) {
            if (block.label().endsWith("CERTIFICATE")) {
                found.add(factory.generateCertificate(new ByteArrayInputStream(block.content())));
            }
        }
        if (found.isEmpty()) {
            throw new GeneralSecurityException(pem + " holds no certificate in PEM form");
        }
        return found;
    }

    private static PrivateKey privateKey(Path pem, String algorithm) throws GeneralSecurityException, IOException {
        for (var block : blocks(pem)) {
            if (block.label().equals("PRIVATE KEY")) {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.content()));
            }
            if (block.label().equals("RSA PRIVATE KEY")) {
                return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(wrapRsa(block.content())));
            }
        }
        throw new GeneralSecurityException(pem + " holds no unencrypted private key in PEM form");
    }

    /** The older form of an RSA key inside the envelope that the JDK reads. */
    private static byte[] wrapRsa(byte[] pkcs1) throws IOException {
        var inner = new ByteArrayOutputStream();
        inner.write(RSA_PREFIX);
        writeTagged(inner, 0x04, pkcs1);
        var outer = new ByteArrayOutputStream();
        writeTagged(outer, 0x30, inner.toByteArray());
        return outer.toByteArray();
    }

    private static void writeTagged(ByteArrayOutputStream out, int tag, byte[] content) throws IOException {
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.write(content);
    }

    /** @param base64 with its line breaks */
    private record Block(String label, String base64) {

        byte[] content() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    private static List<Block> blocks(Path pem) throws IOException {
        var found = new ArrayList<Block>();
        var matcher = BLOCK.matcher(Files.readString(pem, StandardCharsets.US_ASCII));
        while (matcher.find()) {
            found.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return found;
    }
}
