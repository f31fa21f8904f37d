package io.orchestrator.app.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The files to read, in order; a later one overrides an earlier one.
 *
 * @param files where to look
 * @param required whether each must exist: true for a file named on the command line
 */
record SearchPath(List<Path> files, boolean required) {

    SearchPath {
        files = List.copyOf(files);
    }
}
