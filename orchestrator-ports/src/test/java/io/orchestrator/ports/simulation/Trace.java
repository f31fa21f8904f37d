package io.orchestrator.ports.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

import io.orchestrator.ports.inmemory.VirtualTime;

/** What happened in one order: a hash of every line, and the last lines themselves. */
final class Trace {
    private static final int KEPT = 400;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final VirtualTime time;
    private final Deque<String> tail = new ArrayDeque<>();
    private long hash = FNV_OFFSET;
    private long lines;

    Trace(VirtualTime time) {
        this.time = time;
    }

    void add(String what) {
        String line = time.nanos() + " " + what;
        for (int i = 0; i < line.length(); i++) {
            hash = (hash ^ line.charAt(i)) * FNV_PRIME;
        }
        lines++;
        tail.addLast(line);
        if (tail.size() > KEPT) {
            tail.removeFirst();
        }
    }

    long hash() {
        return hash;
    }

    long lines() {
        return lines;
    }

    String tail() {
        StringBuilder text = new StringBuilder();
        for (String line : tail) {
            int blank = line.indexOf(' ');
            text.append("%10.4f s".formatted(Long.parseLong(line.substring(0, blank)) / 1e9))
                    .append(line, blank, line.length())
                    .append('\n');
        }
        return text.toString();
    }
}
