package io.orchestrator.backend.target;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Properties;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the driver is told (discovery.md 5.1, 5.2). */
class SessionPropertiesTest {
    private static final Credentials ANYBODY = new Credentials("orc", "orc");

    private static Properties of(TargetSettings settings) {
        return new SessionProperties(settings).of(SessionPurpose.PROBE, ANYBODY, Duration.ofSeconds(5), true);
    }

    /** P-22: the limit is that of servers, and 0 asks each of them. */
    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {"0,none", "1048576,1048576"})
    void limitOnPacketsIsTheConfiguredOneOrTheServers(int bytes, String told) {
        assertThat(of(TargetSettings.DEFAULT.withMaxPacket(bytes)).getProperty("maxAllowedPacket")).isEqualTo(told);
    }

    private static Path authorityFile(Path folder) throws GeneralSecurityException, IOException {
        X509Certificate any = systemAuthorities()[0];
        return Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(any.getEncoded()) + "\n-----END CERTIFICATE-----\n");
    }

    /** config.md 7.4: only the key of that name switches verification off; without an authority it never was on. */
    @Test
    void mixedModeVerifiesWhomItEncryptsWithWhereThereIsAnAuthority(@TempDir Path folder)
            throws GeneralSecurityException, IOException {
        TargetSettings alone = TargetSettings.DEFAULT.withTls(TlsSettings.of(TlsSettings.Mode.MIXED));
        TargetSettings vouched = TargetSettings.DEFAULT
                .withTls(new TlsSettings(TlsSettings.Mode.MIXED, authorityFile(folder), null, null));

        assertThat(of(alone).getProperty("sslMode")).isEqualTo("REQUIRED");
        assertThat(of(vouched).getProperty("sslMode")).isEqualTo("VERIFY_IDENTITY");
        assertThat(of(vouched)).containsKey("trustCertificateKeyStoreUrl");
        Properties inClear = new SessionProperties(vouched)
                .of(SessionPurpose.PROBE, ANYBODY, Duration.ofSeconds(5), false);
        assertThat(inClear.getProperty("sslMode")).isEqualTo("DISABLED");
    }

    /** config.md 11, D2. */
    @ParameterizedTest
    @EnumSource(names = {"VERIFY_IDENTITY", "MIXED"})
    void authorityFileIsTrustedBesideTheSystem(TlsSettings.Mode mode, @TempDir Path folder)
            throws GeneralSecurityException, IOException {
        Path file = authorityFile(folder);

        Properties all = of(TargetSettings.DEFAULT.withTls(new TlsSettings(mode, file, null, null)));

        KeyStore trusted = KeyStore.getInstance("PKCS12");
        Path store = Path.of(URI.create(all.getProperty("trustCertificateKeyStoreUrl", "")));
        try (InputStream in = Files.newInputStream(store)) {
            trusted.load(in, all.getProperty("trustCertificateKeyStorePassword", "").toCharArray());
        }
        assertThat(Collections.list(trusted.aliases())).contains("ca0")
                .hasSize(systemAuthorities().length + 1);
    }

    private static X509Certificate[] systemAuthorities() throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trusted) {
                return trusted.getAcceptedIssuers();
            }
        }
        throw new AssertionError("this JVM trusts nobody");
    }
}
