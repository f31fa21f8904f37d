package io.orchestrator.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that one file has said so far.
 *
 * @param file the file
 * @param assignments in the order of the file; of the same key the later one wins
 */
record Layer(Path file, List<Assignment<?>> assignments) {

    Layer {
        assignments = List.copyOf(assignments);
    }

    /**
     * This layer with what the file says now. A key the file no longer names keeps its old value: a reload overlays, it
     * does not reset (config.md 5).
     */
    Layer rereadAs(Layer fresh) {
        var kept = new ArrayList<Assignment<?>>();
        for (var old : assignments) {
            if (fresh.assignments.stream().noneMatch(old::supersededBy)) {
                kept.add(old);
            }
        }
        kept.addAll(fresh.assignments);
        return new Layer(file, kept);
    }
}
