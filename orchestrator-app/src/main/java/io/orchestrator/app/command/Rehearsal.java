package io.orchestrator.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import io.orchestrator.app.config.Surroundings;
import io.orchestrator.app.start.Startup;

/**
 * Goes through what commands do, so that the JVM can record the classes they need (packaging runs it once). It prints nothing, and
 * nothing depends on how it ends.
 */
public final class Rehearsal {
    private static final List<String> COMMANDS =
            List.of("clusters", "topology", "which-cluster", "which-replicas", "replication-analysis",
                    "begin-downtime", "end-downtime", "active-nodes");
    private static final String DRIVER = "com.mysql.cj.jdbc.Driver";

    private Rehearsal() {}

    /**
     * Rehearses.
     *
     * @param arguments the folder with two configurations, of an embedded database and of a server that does not answer; the folder
     *     that takes what commands can use
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (String command : COMMANDS) {
            run(folder.resolve("orchestrator.conf.json"), command);
        }
        run(folder.resolve("nobody.conf.json"), COMMANDS.getFirst());
        loadDriver();
        unpackLibrary(Path.of(arguments[1]));
        System.exit(0);
    }

    private static void run(Path configuration, String command) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Surroundings surroundings = Surroundings.ofProcess();
        new Startup(new ClientCommands(surroundings, nowhere, nowhere), surroundings, nowhere, nowhere)
                .run("--config=" + configuration, "-c", command, "-i", "db", "-reason", "rehearsal");
    }

    /** The native library that the embedded database would unpack at each start; a machine it is not made for does without. */
    private static void unpackLibrary(Path cache) throws IOException {
        String machine = Objects.requireNonNullElse(System.getProperty("os.arch"), "").replace("amd64", "x86_64");
        String resource = "org/sqlite/native/Linux/" + machine + "/libsqlitejdbc.so";
        try (InputStream library = Rehearsal.class.getClassLoader().getResourceAsStream(resource)) {
            if (library != null) {
                Files.copy(library, cache.resolve("libsqlitejdbc.so"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** No server is there to talk to, so that the driver's classes are loaded by their names. */
    private static void loadDriver() throws IOException {
        ClassLoader loader = Rehearsal.class.getClassLoader();
        try {
            CodeSource source = Class.forName(DRIVER, false, loader).getProtectionDomain().getCodeSource();
            try (JarFile jar = new JarFile(Path.of(source.getLocation().toURI()).toFile())) {
                jar.stream().map(JarEntry::getName).filter(Rehearsal::isOfDriver).forEach(name -> load(name, loader));
            }
        } catch (ClassNotFoundException | java.net.URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static boolean isOfDriver(String entry) {
        return entry.startsWith("com/mysql/cj/") && entry.endsWith(".class") && !entry.startsWith("com/mysql/cj/x")
                && !entry.startsWith("com/mysql/cj/protocol/x") && !entry.contains("/jmx/");
    }

    private static void load(String entry, ClassLoader loader) {
        try {
            Class.forName(entry.substring(0, entry.length() - ".class".length()).replace('/', '.'), false, loader);
        } catch (ClassNotFoundException | LinkageError _) {
            // A class for an optional library that is not there; nothing else needs it either.
            return;
        }
    }
}
