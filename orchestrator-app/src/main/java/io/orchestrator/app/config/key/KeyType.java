package io.orchestrator.app.config.key;

import java.util.List;
import java.util.Map;

/**
 * What the configuration file may hold for a key. Nothing is ever converted: the text {@code "5"} is not a number
 * (config.md 2, "Wrong type").
 *
 * @param <T> type of the value in memory
 */
public sealed interface KeyType<T> {

    /** The contract's name of the type, as its decoder's messages spell it. */
    String contractName();

    /** What is expected, in words, to complete <i>expected …</i>. */
    String expected();

    /** {@code true} or {@code false}. */
    record Flag() implements KeyType<Boolean> {
        @Override
        public String contractName() {
            return "bool";
        }

        @Override
        public String expected() {
            return "true or false";
        }
    }

    /**
     * An integer.
     *
     * @param min smallest value allowed
     * @param max largest value allowed
     */
    record Whole(String contractName, long min, long max) implements KeyType<Long> {
        @Override
        public String expected() {
            if (min == 0) {
                return "a whole number of 0 or more";
            }
            return min == Long.MIN_VALUE ? "a whole number" : "a whole number from " + min + " to " + max;
        }
    }

    /** A number, with or without fraction. */
    record Real() implements KeyType<Double> {
        @Override
        public String contractName() {
            return "float64";
        }

        @Override
        public String expected() {
            return "a number";
        }
    }

    /** A text. */
    record Text() implements KeyType<String> {
        @Override
        public String contractName() {
            return "string";
        }

        @Override
        public String expected() {
            return "a text in double quotes";
        }
    }

    /** A list of texts, replaced as a whole by a later file. */
    record TextList() implements KeyType<List<String>> {
        @Override
        public String contractName() {
            return "[]string";
        }

        @Override
        public String expected() {
            return "a list of texts";
        }
    }

    /** An object from text to text, merged key by key with what earlier files set. */
    record TextMap() implements KeyType<Map<String, String>> {
        @Override
        public String contractName() {
            return "map[string]string";
        }

        @Override
        public String expected() {
            return "an object of texts";
        }
    }
}
