package io.orchestrator.app.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format 0.0.4 as a server would, and refuses what one would stumble over: a sample of a family without a type, a
 * family that is told twice or in two places, a sample told twice, a value that is no number, a last line without an end.
 */
final class Exposition {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:" + LABEL + "(?:," + LABEL + ")*,?)?})? (\\S+)( -?[0-9]+)?");
    private static final Pattern PART_OF_SUMMARY = Pattern.compile("_(sum|count)$");

    /** Type of each family. */
    final Map<String, String> types = new TreeMap<>();
    /** Help on each family. */
    final Map<String, String> help = new TreeMap<>();
    /** Value of each sample, by its name and labels as written. */
    final Map<String, Double> samples = new HashMap<>();

    private final Set<String> closed = new HashSet<>();
    private String family = "";

    private Exposition() {}

    static Exposition parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line has no end");
        }
        Exposition parsed = new Exposition();
        text.lines().filter(line -> !line.isEmpty()).forEach(parsed::line);
        return parsed;
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            Matcher comment = COMMENT.matcher(line);
            if (!comment.matches()) {
                throw new IllegalArgumentException("neither help nor type: " + line);
            }
            enter(comment.group(2));
            Map<String, String> said = comment.group(1).equals("TYPE") ? types : help;
            if (said.put(comment.group(2), comment.group(3)) != null) {
                throw new IllegalArgumentException("told twice: " + line);
            }
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new IllegalArgumentException("no sample: " + line);
        }
        String name = sample.group(1);
        enter(types.containsKey(name) ? name : PART_OF_SUMMARY.matcher(name).replaceFirst(""));
        String labels = sample.group(2) == null ? "" : sample.group(2);
        if (samples.put(name + labels, number(sample.group(3))) != null) {
            throw new IllegalArgumentException("sample told twice: " + line);
        }
        if (!types.containsKey(family)) {
            throw new IllegalArgumentException("sample of a family without a type: " + line);
        }
    }

    private void enter(String name) {
        if (name.equals(family)) {
            return;
        }
        closed.add(family);
        if (closed.contains(name)) {
            throw new IllegalArgumentException("family in two places: " + name);
        }
        family = name;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }
}
