package io.orchestrator.app.config;

import java.util.List;

/**
 * One reason why a configuration is refused, complete in itself: one line that names the file or key, the value unless
 * it may hold a secret, and what is expected.
 *
 * @param keys the keys concerned; empty when the fault is in the file as such
 * @param text the line for the reader; starts with the contract's text where the contract has one (config.md 2 to 4)
 */
public record Fault(List<String> keys, String text) {

    public Fault {
        keys = List.copyOf(keys);
        if (text.isBlank()) {
            throw new IllegalArgumentException("a fault needs a text");
        }
    }

    static Fault ofFile(String text) {
        return new Fault(List.of(), text);
    }

    @Override
    public String toString() {
        return text;
    }
}
