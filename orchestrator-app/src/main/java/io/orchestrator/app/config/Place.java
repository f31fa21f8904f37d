package io.orchestrator.app.config;

import java.nio.file.Path;

/**
 * Where in a configuration file something stands.
 *
 * @param file the file
 * @param line counted from 1
 * @param column counted from 1
 */
public record Place(Path file, int line, int column) {

    public Place {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1");
        }
    }

    /** {@code FILE line 3}. */
    @Override
    public String toString() {
        return file + " line " + line;
    }
}
