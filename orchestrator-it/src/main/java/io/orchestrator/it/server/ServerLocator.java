package io.orchestrator.it.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.ServerVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a server program of a flavor. In this order: the environment variable ({@code ORCHESTRATOR_IT_MYSQLD},
 * {@code ORCHESTRATOR_IT_MARIADBD}), the path and {@code /usr/sbin}, Debian's packages unpacked into the cache folder, Docker. A
 * program is asked for its version, because a {@code mysqld} may be MariaDB.
 */
public final class ServerLocator {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLocator.class);
    /** Where servers are installed though it is not on everybody's path. */
    private static final List<Path> SYSTEM_FOLDERS = List.of(Path.of("/usr/sbin"), Path.of("/usr/local/sbin"));
    private static final Pattern VERSION = Pattern.compile("Ver (\\d+\\.\\d+\\.\\d+\\S*)");
    private static final Map<ServerFlavor, ServerInstallation> FOUND = new ConcurrentHashMap<>();

    private final Map<String, String> environment;
    private final List<Path> systemFolders;
    private final CacheFolder cache;

    /** A locator that sees this environment, looks into these folders besides, and provisions into this cache. */
    ServerLocator(Map<String, String> environment, List<Path> systemFolders, CacheFolder cache) {
        this.environment = Map.copyOf(environment);
        this.systemFolders = List.copyOf(systemFolders);
        this.cache = cache;
    }

    /**
     * The installation this machine offers, provisioned first if need be (some 10 s, once per machine).
     *
     * @throws ServerException when there is none: it says what was looked at and what to do
     */
    public static ServerInstallation locate(ServerFlavor flavor) {
        return FOUND.computeIfAbsent(flavor, wanted -> {
            ServerInstallation found = new ServerLocator(System.getenv(), SYSTEM_FOLDERS,
                    CacheFolder.ofEnvironment()).find(wanted);
            LOG.info("using {} {}: {}", wanted.displayName(), found.version(), found.origin());
            return found;
        });
    }

    ServerInstallation find(ServerFlavor flavor) {
        String named = environment.getOrDefault(flavor.variable(), "");
        if (!named.isBlank()) {
            return named(flavor, Path.of(named));
        }
        List<String> tried = new ArrayList<>();
        tried.add(flavor.variable() + " is not set");
        return installed(flavor, tried).or(() -> provisioned(flavor, tried))
                .or(() -> docker(flavor, tried))
                .orElseThrow(() -> new ServerException("no " + flavor.displayName() + " server found ("
                        + String.join("; ", tried) + "). Install one whose program is on the path, or set "
                        + flavor.variable() + " to its program, or start Docker."));
    }

    private static ServerInstallation named(ServerFlavor flavor, Path program) {
        ServerVersion version = version(List.of(program.toString())).orElseThrow(() -> new ServerException(
                flavor.variable() + "=" + program + " does not tell its version when run with --version"));
        if (!flavor.accepts(version)) {
            throw new ServerException(
                    flavor.variable() + "=" + program + " is " + ServerFlavor.of(version).displayName()
                            + " " + version + ", which is not the " + flavor.displayName() + " that is needed");
        }
        return new ServerInstallation.Programs(flavor, version, flavor.variable() + "=" + program,
                List.of(program.toString()), base(program));
    }

    private Optional<ServerInstallation> installed(ServerFlavor flavor, List<String> tried) {
        List<Path> folders = Stream.concat(Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(text -> !text.isBlank())
                .map(Path::of), systemFolders.stream()).distinct().toList();
        for (Path folder : folders) {
            for (String name : flavor.programs()) {
                Path program = folder.resolve(name);
                if (!Files.isExecutable(program)) {
                    continue;
                }
                Optional<ServerVersion> version = version(List.of(program.toString()));
                if (version.filter(flavor::accepts).isPresent()) {
                    return Optional.of(new ServerInstallation.Programs(flavor, version.get(), program.toString(),
                            List.of(program.toString()), base(program)));
                }
                tried.add(program + " is " + version.map(ServerVersion::text).orElse("not able to tell its version"));
            }
        }
        tried.add("no " + String.join(" or ", flavor.programs()) + " of it on the path or in /usr/sbin");
        return Optional.empty();
    }

    private Optional<ServerInstallation> provisioned(ServerFlavor flavor, List<String> tried) {
        String name = "servers/" + flavor.slug() + "-" + flavor.debianSuite();
        Path ready = cache.root().resolve(name);
        try {
            if (!usable(flavor, ready)) {
                Optional<AptSources.Mirror> mirror = AptSources.mirror();
                if (mirror.isEmpty()) {
                    tried.add("no Debian mirror in /etc/apt to take " + flavor.debianPackage() + " from");
                    return Optional.empty();
                }
                cache.folder(name, folder -> usable(flavor, folder), folder -> {
                    DebianPackages.unpack(mirror.get(), flavor.debianSuite(), flavor.debianPackage(), folder);
                    if (!usable(flavor, folder)) {
                        throw new ServerException("the server of " + flavor.debianPackage() + " does not run here");
                    }
                });
            }
        } catch (ServerException e) {
            tried.add(e.getMessage());
            return Optional.empty();
        }
        List<String> command = DebianPackages.command(ready, program(flavor, ready));
        return version(command).map(version -> new ServerInstallation.Programs(flavor, version,
                "Debian's " + flavor.debianPackage() + " in " + ready, command, ready.resolve("usr")));
    }

    private static boolean usable(ServerFlavor flavor, Path root) {
        Path program = program(flavor, root);
        return Files.isExecutable(program)
                && version(DebianPackages.command(root, program)).filter(flavor::accepts).isPresent();
    }

    private static Path program(ServerFlavor flavor, Path root) {
        return root.resolve("usr/sbin").resolve(flavor.programs().getFirst());
    }

    private static Optional<ServerInstallation> docker(ServerFlavor flavor, List<String> tried) {
        if (!Docker.answers()) {
            tried.add("no Docker daemon answers");
            return Optional.empty();
        }
        String tag = flavor.image().substring(flavor.image().indexOf(':') + 1);
        String suffix = flavor == ServerFlavor.MARIADB ? "-MariaDB" : "";
        return Optional.of(new ServerInstallation.Image(flavor, new ServerVersion(tag + suffix),
                "Docker image " + flavor.image(), flavor.image()));
    }

    private static Optional<ServerVersion> version(List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.add("--no-defaults");
        words.add("--version");
        Matcher matcher = VERSION.matcher(Shell.run(Duration.ofSeconds(20), words).output());
        return matcher.find() ? Optional.of(new ServerVersion(matcher.group(1))) : Optional.empty();
    }

    private static Path base(Path program) {
        Path folder = program.toAbsolutePath().normalize().getParent();
        return folder == null || folder.getParent() == null ? Path.of("/") : folder.getParent();
    }
}
