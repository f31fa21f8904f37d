package io.orchestrator.app.config;

import java.util.List;

import io.orchestrator.app.config.key.BackendKeys;

/** Lays the layers over the defaults, first file first, and adjusts the values after each (config.md 2, "Overlay"). */
final class Folding {

    private Folding() {}

    static Draft fold(List<Layer> layers, Surroundings surroundings) {
        var draft = new Draft();
        if (layers.isEmpty()) {
            // a plain start must work: without any file the embedded database, with one what the contract says
            draft.set(BackendKeys.BACKEND_DB, "sqlite3");
            draft.set(BackendKeys.SQLITE3_DATA_FILE, surroundings.defaultDataFile().toString());
            Adjustments.applyTo(draft, surroundings);
        }
        for (var layer : layers) {
            draft.overlay(layer);
            Adjustments.applyTo(draft, surroundings);
        }
        return draft;
    }
}
