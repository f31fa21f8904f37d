package io.orchestrator.it.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When each server's values came to be known, to tell how old an answer is that shows another. Values are numbers that grow; servers show
 * them as their data centre.
 */
final class AgeBook {
    private static final Pattern SHOWN = Pattern.compile(
            "\"(?:Key|AnalyzedInstanceKey)\":\\{\"Hostname\":\"([^\"]+)\".*?\"(?:AnalyzedInstance)?DataCenter\":\"v(\\d+)\"");

    private final Map<String, TreeMap<Integer, Long>> known = new ConcurrentHashMap<>();

    /** A server's value is known from now on. */
    void knows(String host, int value) {
        TreeMap<Integer, Long> times = known.computeIfAbsent(host, _ -> new TreeMap<>());
        synchronized (times) {
            times.putIfAbsent(value, System.nanoTime());
        }
    }

    /** For how long, at least, an answer that was received then is behind what was known. */
    long behindNanos(String answer, long received) {
        long behind = 0;
        Matcher shown = SHOWN.matcher(answer);
        while (shown.find()) {
            TreeMap<Integer, Long> times = known.getOrDefault(shown.group(1), new TreeMap<>());
            synchronized (times) {
                Map.Entry<Integer, Long> next = times.higherEntry(Integer.valueOf(shown.group(2)));
                if (next != null) {
                    behind = Math.max(behind, received - next.getValue());
                }
            }
        }
        return behind;
    }
}
