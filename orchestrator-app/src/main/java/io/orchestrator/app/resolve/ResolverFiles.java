package io.orchestrator.app.resolve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two files that the system's resolver goes by, for what Java's resolver does not tell.
 *
 * @param hosts text of the hosts file
 * @param configuration text of {@code resolv.conf}
 */
record ResolverFiles(String hosts, String configuration) {
    private static final Path HOSTS = Path.of("/etc/hosts");
    private static final Path CONFIGURATION = Path.of("/etc/resolv.conf");

    /** As they are now; a file that cannot be read says nothing. */
    static ResolverFiles read() {
        return new ResolverFiles(text(HOSTS), text(CONFIGURATION));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }

    /** The first name on the first line of the hosts file that has this name. */
    Optional<String> canonical(String hostname) {
        return hosts.lines().map(ResolverFiles::words).filter(words -> words.size() > 1).flatMap(words -> {
            List<String> names = words.subList(1, words.size());
            return names.stream().anyMatch(hostname::equalsIgnoreCase) ? names.stream().limit(1) : Stream.empty();
        }).findFirst();
    }

    /** The full names to ask for, in this order: a short name is completed by the search list. */
    List<String> candidates(String hostname) {
        if (hostname.endsWith(".")) {
            return List.of(hostname);
        }
        List<String> completed = new ArrayList<>();
        int dots = 1;
        for (List<String> words : configuration.lines().map(ResolverFiles::words).toList()) {
            if (words.size() < 2) {
                continue;
            }
            List<String> values = words.subList(1, words.size());
            switch (words.getFirst()) {
                // the last of these lines holds
                case "search", "domain" -> {
                    completed.clear();
                    values.forEach(suffix -> completed.add(hostname + "." + suffix));
                }
                case "options" -> dots = values.stream()
                        .filter(option -> option.matches("ndots:\\d{1,2}"))
                        .map(option -> Integer.valueOf(option.substring("ndots:".length())))
                        .findFirst()
                        .orElse(dots);
                default -> {
                }
            }
        }
        boolean full = hostname.chars().filter(c -> c == '.').count() >= dots;
        completed.add(full ? 0 : completed.size(), hostname);
        return completed;
    }

    private static List<String> words(String line) {
        String said = line.replaceFirst("[#;].*", "").strip();
        return said.isEmpty() ? List.of() : List.of(said.split("\\s+"));
    }
}
