package io.orchestrator.it.target;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.orchestrator.it.server.ServerException;

/**
 * An authority, and what it has signed: a certificate for servers at 127.0.0.1, and one for clients. Files in PEM, made by the JDK's own
 * keytool.
 */
final class TlsMaterial {
    private static final String SECRET = "changeit";

    private final Path folder;

    private TlsMaterial(Path folder) {
        this.folder = folder;
    }

    /** Makes all of it in a folder. */
    static TlsMaterial in(Path folder) {
        TlsMaterial made = new TlsMaterial(folder);
        made.keys("authority", "-ext", "bc:c=ca:true");
        made.export("authority", made.authority());
        made.sign("server", "-ext", "san=ip:127.0.0.1");
        made.sign("client");
        return made;
    }

    Path authority() {
        return folder.resolve("authority.pem");
    }

    Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    Path key(String name) {
        return folder.resolve(name + "-key.pem");
    }

    private void sign(String name, String... extensions) {
        keys(name);
        List<String> request = store(name);
        request.addAll(List.of("-certreq", "-file", folder.resolve(name + ".csr").toString()));
        keytool(request);
        List<String> sign = store("authority");
        sign.addAll(List.of("-gencert", "-rfc", "-infile", folder.resolve(name + ".csr").toString(), "-outfile",
                certificate(name).toString(), "-validity", "30"));
        sign.addAll(List.of(extensions));
        keytool(sign);
        writeKey(name);
    }

    private void keys(String name, String... extensions) {
        List<String> make = store(name);
        make.addAll(List.of("-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=" + name, "-validity",
                "30"));
        make.addAll(List.of(extensions));
        keytool(make);
    }

    private void export(String name, Path file) {
        List<String> export = store(name);
        export.addAll(List.of("-exportcert", "-rfc", "-file", file.toString()));
        keytool(export);
    }

    private Path storeFile(String name) {
        return folder.resolve(name + ".p12");
    }

    private List<String> store(String name) {
        return new ArrayList<>(List.of("-keystore", storeFile(name).toString(), "-storetype", "PKCS12", "-storepass",
                SECRET, "-alias", name));
    }

    private static void keytool(List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString());
        command.addAll(words);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new ServerException("keytool failed: " + said);
            }
        } catch (IOException e) {
            throw new ServerException("keytool cannot be run: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted while keys were made", e);
        }
    }

    private void writeKey(String name) {
        try (InputStream in = Files.newInputStream(storeFile(name))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, SECRET.toCharArray());
            byte[] key = store.getKey(name, SECRET.toCharArray()).getEncoded();
            Files.writeString(key(name), "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new ServerException("the key of " + name + " cannot be written: " + e, e);
        }
    }
}
