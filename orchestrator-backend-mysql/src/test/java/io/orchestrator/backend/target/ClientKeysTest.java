package io.orchestrator.backend.target;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Our own key, in the formats that openssl writes: PKCS#1, SEC 1 and PKCS#8 (config.md 7.4). */
class ClientKeysTest {
    private static final byte[] TEXT = "signed".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path folder;

    /** What the driver is handed. */
    private record Shown(PrivateKey key, PublicKey certified) {
        boolean belongTogether(String algorithm) throws GeneralSecurityException {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(TEXT);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certified);
            verifying.update(TEXT);
            return verifying.verify(signing.sign());
        }
    }

    private static Path file(String name) throws URISyntaxException {
        URL found = Objects.requireNonNull(ClientKeysTest.class.getResource(name), name);
        return Path.of(found.toURI());
    }

    private static Shown shown(Path certificate, Path key) throws GeneralSecurityException, IOException {
        var all = new Properties();
        PemStores.of(new TlsSettings(TlsSettings.Mode.VERIFY_IDENTITY, null, certificate, key)).addTo(all);
        char[] password = all.getProperty("clientCertificateKeyStorePassword", "").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in =
                Files.newInputStream(Path.of(URI.create(all.getProperty("clientCertificateKeyStoreUrl", ""))))) {
            store.load(in, password);
        }
        return new Shown((PrivateKey) store.getKey("client", password), store.getCertificate("client").getPublicKey());
    }

    private Path pem(String name, byte[] content) throws IOException {
        return Files.writeString(folder.resolve("key.pem"), "-----BEGIN " + name + "-----\n"
                + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + name + "-----\n");
    }

    @ParameterizedTest
    @CsvSource({"ec,SHA256withECDSA", "rsa,SHA256withRSA"})
    void keyOfAnOlderFormatIsTheOneOfTheCertificate(String name, String algorithm) throws Exception {
        Shown shown = shown(file(name + "-certificate.pem"), file(name + "-key.pem"));

        assertThat(shown.belongTogether(algorithm)).isTrue();
        Path newer = pem("PRIVATE KEY", shown.key().getEncoded());
        assertThat(shown(file(name + "-certificate.pem"), newer).belongTogether(algorithm)).as("of PKCS#8").isTrue();
    }

    @Test
    void encryptedKeyIsRefusedAsSuch() throws Exception {
        Path key = file("encrypted-ec-key.pem");

        assertThatThrownBy(() -> shown(file("ec-certificate.pem"), key)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key.toString())
                .hasMessageContaining("unencrypted");
    }

    @Test
    void keyThatDoesNotSayItsCurveIsRefused() throws Exception {
        byte[] nothing = Der.element(Der.SEQUENCE, Der.element(2, new byte[] {1}),
                Der.element(Der.OCTETS, new byte[32]));
        Path key = pem("EC PRIVATE KEY", nothing);

        assertThatThrownBy(() -> shown(file("ec-certificate.pem"), key)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key.toString())
                .hasMessageContaining("curve");
    }

    @Test
    void keyThatIsCutShortIsRefused() throws Exception {
        byte[] whole = Der.element(Der.SEQUENCE, new byte[100]);
        Path key = pem("EC PRIVATE KEY", Arrays.copyOf(whole, 50));

        assertThatThrownBy(() -> shown(file("ec-certificate.pem"), key)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key.toString());
    }
}
