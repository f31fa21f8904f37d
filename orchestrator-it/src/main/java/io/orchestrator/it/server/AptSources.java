package io.orchestrator.it.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads from the machine's own apt configuration where it gets Debian's packages from and which keys it trusts for that. */
final class AptSources {
    private static final String USUAL_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg";

    private AptSources() {}

    /**
     * A Debian mirror.
     *
     * @param address what stands in a sources entry
     * @param keys a keyring file, or empty for the keys that apt trusts anyway
     */
    record Mirror(String address, String keys) {
        /** A one-line sources entry for another suite of the same mirror. */
        String entry(String suite) {
            return "deb " + (keys.isEmpty() ? "" : "[signed-by=" + keys + "] ") + address + " " + suite + " main";
        }
    }

    /** The machine's Debian mirror; empty when it has none (another distribution, or no apt at all). */
    static Optional<Mirror> mirror() {
        Path etc = Path.of("/etc/apt");
        List<Path> files = new ArrayList<>();
        Path parts = etc.resolve("sources.list.d");
        if (Files.isDirectory(parts)) {
            try (Stream<Path> listed = Files.list(parts)) {
                listed.filter(file -> file.toString().endsWith(".sources") || file.toString().endsWith(".list"))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw new ServerException("cannot read " + parts + ": " + e, e);
            }
        }
        files.add(etc.resolve("sources.list"));
        return files.stream().filter(Files::isReadable).flatMap(file -> mirrors(file).stream()).findFirst();
    }

    private static List<Mirror> mirrors(Path file) {
        try {
            String text = Files.readString(file);
            return file.toString().endsWith(".sources") ? fromStanzas(text) : fromLines(text);
        } catch (IOException e) {
            throw new ServerException("cannot read " + file + ": " + e, e);
        }
    }

    /** Debian mirrors in deb822 format. */
    static List<Mirror> fromStanzas(String text) {
        List<Mirror> mirrors = new ArrayList<>();
        for (String stanza : text.split("\\n\\s*\\n", -1)) {
            Map<String, String> fields = fields(stanza);
            String keys = fields.getOrDefault("signed-by", "").strip();
            if (fields.getOrDefault("types", "").contains("deb")
                    && !fields.getOrDefault("enabled", "yes").strip().equalsIgnoreCase("no")) {
                for (String address : fields.getOrDefault("uris", "").strip().split("\\s+", -1)) {
                    add(mirrors, address, keys);
                }
            }
        }
        return mirrors;
    }

    private static Map<String, String> fields(String stanza) {
        Map<String, String> fields = new HashMap<>();
        String name = "";
        for (String line : stanza.lines().filter(text -> !text.startsWith("#")).toList()) {
            int colon = line.indexOf(':');
            if (!line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
                fields.merge(name, "\n" + line, String::concat);
            } else if (colon > 0) {
                name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                fields.put(name, line.substring(colon + 1));
            }
        }
        return fields;
    }

    /** Debian mirrors in one-line format. */
    static List<Mirror> fromLines(String text) {
        List<Mirror> mirrors = new ArrayList<>();
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (!line.startsWith("deb ") && !line.startsWith("deb\t")) {
                continue;
            }
            String rest = line.substring(4).strip();
            String keys = "";
            if (rest.startsWith("[")) {
                int close = rest.indexOf(']');
                if (close < 0) {
                    continue;
                }
                for (String option : rest.substring(1, close).strip().split("\\s+", -1)) {
                    if (option.startsWith("signed-by=")) {
                        keys = option.substring("signed-by=".length());
                    }
                }
                rest = rest.substring(close + 1).strip();
            }
            add(mirrors, rest.split("\\s+", 2)[0], keys);
        }
        return mirrors;
    }

    /** A mirror of Debian ends in /debian; security archives and other people's repositories do not have the suites. */
    private static void add(List<Mirror> mirrors, String address, String keys) {
        String path;
        try {
            path = Optional.ofNullable(URI.create(address).getSchemeSpecificPart()).orElse("");
        } catch (IllegalArgumentException e) {
            return;
        }
        if (path.replaceAll("/+$", "").endsWith("/debian")) {
            // Keys written into the stanza itself cannot be named in a one-line entry.
            String usable = keys.startsWith("/") ? keys : USUAL_KEYS;
            mirrors.add(new Mirror(address, Files.isReadable(Path.of(usable)) ? usable : ""));
        }
    }
}
