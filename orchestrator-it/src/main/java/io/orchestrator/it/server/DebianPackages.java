package io.orchestrator.it.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks a Debian package with everything it needs into a folder, by apt with lists, state and cache of its own and an empty status
 * file, so that nothing on the machine changes and no privileges are needed. What is unpacked runs through its own dynamic linker.
 */
final class DebianPackages {
    private static final Logger LOG = LoggerFactory.getLogger(DebianPackages.class);
    private static final int TRIES = 3;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private DebianPackages() {}

    /**
     * The folder that holds a package, unpacked into the cache folder first if need be.
     *
     * @param file a file of the package, by which a whole folder is told from a missing one
     * @throws ServerException when it cannot be had
     */
    static Path provisioned(String suite, String name, String file) {
        return CacheFolder.ofEnvironment()
                .folder("servers/" + name + "-" + suite, folder -> Files.isRegularFile(folder.resolve(file)),
                        folder -> {
                            AptSources.Mirror mirror = AptSources.mirror()
                                    .orElseThrow(
                                            () -> new ServerException("no Debian mirror in /etc/apt to take " + name
                                                    + " from; install " + name));
                            unpack(mirror, suite, name, folder);
                        });
    }

    /**
     * Fills the folder.
     *
     * @throws ServerException when the packages cannot be had; the message carries apt's own words
     */
    static void unpack(AptSources.Mirror mirror, String suite, String name, Path root) {
        LOG.info("fetching {} of Debian {} from {} into {}", name, suite, mirror.address(), root);
        Path apt = root.resolveSibling(root.getFileName() + ".apt");
        Folders.delete(apt);
        try {
            prepare(apt, mirror.entry(suite));
            repeatedly(apt, List.of("update"));
            repeatedly(apt, List.of("install", "--download-only", "--yes", name));
            for (Path archive : archives(apt)) {
                Shell.Result result = Shell.run(LIMIT, List.of("dpkg", "-x", archive.toString(), root.toString()));
                if (!result.succeeded()) {
                    throw new ServerException("cannot unpack " + archive.getFileName() + ": " + result.output());
                }
            }
        } finally {
            Folders.delete(apt);
        }
    }

    /** The words that start a program of an unpacked folder through the folder's own dynamic linker and libraries. */
    static List<String> command(Path root, Path program) {
        List<Path> libraries = new ArrayList<>();
        for (String parent : List.of("usr/lib", "lib")) {
            children(root.resolve(parent)).stream()
                    .filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().contains("-linux-gnu"))
                    .forEach(libraries::add);
        }
        // A link to it may be absolute and then leads out of the folder: only the file itself will do.
        Path linker = libraries.stream()
                .flatMap(folder -> children(folder).stream())
                .filter(file -> file.getFileName().toString().matches("ld-linux.*\\.so\\.\\d+"))
                .filter(file -> !Files.isSymbolicLink(file))
                .findFirst()
                .orElseThrow(() -> new ServerException("no dynamic linker in " + root));
        String path = String.join(":", libraries.stream().map(Path::toString).toList());
        return List.of(linker.toString(), "--library-path", path, program.toString());
    }

    private static void prepare(Path apt, String entry) {
        try {
            Files.createDirectories(apt.resolve("state/lists/partial"));
            Files.createDirectories(apt.resolve("cache/archives/partial"));
            Files.writeString(apt.resolve("status"), "");
            Files.writeString(apt.resolve("sources.list"), entry + "\n");
        } catch (IOException e) {
            throw new ServerException("cannot prepare " + apt + ": " + e, e);
        }
    }

    private static void repeatedly(Path apt, List<String> words) {
        List<String> command = new ArrayList<>(List.of("apt-get", "-qq"));
        for (String option : List.of("Dir::Etc::sourcelist=" + apt.resolve("sources.list"),
                "Dir::Etc::sourceparts=/dev/null", "Dir::Etc::preferences=/dev/null",
                "Dir::Etc::preferencesparts=/dev/null", "Dir::State=" + apt.resolve("state"),
                "Dir::State::status=" + apt.resolve("status"), "Dir::Cache=" + apt.resolve("cache"),
                "APT::Install-Recommends=false", "APT::Sandbox::User=root", "APT::Update::Error-Mode=any",
                "Debug::NoLocking=true", "Acquire::Retries=2")) {
            command.add("-o");
            command.add(option);
        }
        command.addAll(words);
        Shell.Result result = Shell.run(LIMIT, command);
        for (int tried = 1; tried < TRIES && !result.succeeded(); tried++) {
            LOG.warn("apt-get {} failed, trying again: {}", words, result.output());
            result = Shell.run(LIMIT, command);
        }
        if (!result.succeeded()) {
            throw new ServerException("apt-get " + String.join(" ", words) + " failed " + TRIES + " times: "
                    + result.output());
        }
    }

    private static List<Path> archives(Path apt) {
        List<Path> archives = children(apt.resolve("cache/archives")).stream()
                .filter(file -> file.toString().endsWith(".deb"))
                .toList();
        if (archives.isEmpty()) {
            throw new ServerException("apt-get downloaded no package into " + apt);
        }
        return archives;
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.sorted().toList();
        } catch (IOException e) {
            throw new ServerException("cannot list " + folder + ": " + e, e);
        }
    }
}
