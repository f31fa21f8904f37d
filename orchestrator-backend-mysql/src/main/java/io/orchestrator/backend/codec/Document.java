package io.orchestrator.backend.codec;

import java.util.Objects;

/**
 * A value as it is stored.
 *
 * @param version of the form, counted per kind of document from 1
 * @param text JSON
 */
public record Document(int version, String text) {

    public Document {
        Objects.requireNonNull(text);
    }
}
