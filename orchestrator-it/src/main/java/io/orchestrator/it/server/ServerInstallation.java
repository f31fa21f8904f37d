package io.orchestrator.it.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.orchestrator.domain.identity.ServerVersion;

/** Something that servers of one flavor and version can be started from. */
public sealed interface ServerInstallation {
    ServerFlavor flavor();

    ServerVersion version();

    /** Where it was found, for the reader of a log. */
    String origin();

    /**
     * Programs on this machine.
     *
     * @param command the words that start the server program
     * @param base the folder that holds bin or sbin, lib and share
     */
    record Programs(ServerFlavor flavor, ServerVersion version, String origin, List<String> command, Path base)
            implements
            ServerInstallation {
        public Programs {
            command = List.copyOf(command);
        }

        /** The words that start a server, told where its own files are. */
        List<String> start() {
            List<String> words = new ArrayList<>(command);
            words.add("--no-defaults");
            if ("root".equals(System.getProperty("user.name"))) {
                words.add("--user=root");
            }
            share().ifPresent(share -> words.addAll(List.of("--basedir=" + base, "--lc-messages-dir=" + share,
                    "--character-sets-dir=" + share.resolve("charsets"))));
            first("lib/mysql/plugin", "lib/plugin", "lib64/mysql/plugin")
                    .ifPresent(plugins -> words.add("--plugin-dir=" + plugins));
            return words;
        }

        /** The folder with error messages and set-up scripts; empty where only the program knows it. */
        Optional<Path> share() {
            return first("share/mysql/english", "share/mariadb/english", "share/english").map(Path::getParent);
        }

        private Optional<Path> first(String... names) {
            return List.of(names).stream().map(base::resolve).filter(Files::isDirectory).findFirst();
        }
    }

    /**
     * An image that Docker runs.
     *
     * @param name the image's name and tag
     */
    record Image(ServerFlavor flavor, ServerVersion version, String origin, String name)
            implements
            ServerInstallation {}
}
