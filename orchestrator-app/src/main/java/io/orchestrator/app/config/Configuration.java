package io.orchestrator.app.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.KeyCatalogue;

/**
 * The effective value of every key: an immutable typed map. Values are those after the adjustments of config.md 4, so
 * that legacy spellings, credentials files and the environment have already had their say. Never prints its values.
 */
public final class Configuration {

    private final Values values;
    private final Map<Key<?>, Place> places;
    private final SearchPath searchPath;
    private final List<Layer> layers;
    private final List<String> suspensions;

    Configuration(Values values, Map<Key<?>, Place> places, SearchPath searchPath, List<Layer> layers) {
        this.values = values.copy();
        this.places = Map.copyOf(places);
        this.searchPath = searchPath;
        this.layers = List.copyOf(layers);
        this.suspensions = Restrictions.unhonoured(this.values, this.places);
    }

    /** The value of that key; its default when nothing sets it. */
    public <T> T get(Key<T> key) {
        return values.get(key);
    }

    /** Where a file last named the key; empty when its value is a default or was derived. */
    public Optional<Place> placeOf(Key<?> key) {
        return Optional.ofNullable(places.get(key));
    }

    /** The files the values come from, in reading order; empty on a plain start without any. */
    public List<Path> files() {
        return layers.stream().map(Layer::file).toList();
    }

    /** Where files were looked for, in reading order, whether they existed or not. */
    public List<Path> searchedFiles() {
        return searchPath.files();
    }

    /**
     * Why automatic recovery must stay off (design decision: a restricting key that is not honoured switches it off):
     * one line for each reason, each naming its key. Empty when it may run.
     */
    public List<String> automaticRecoverySuspended() {
        return suspensions;
    }

    /** One line for each pattern that cannot be used, where nothing but itself is lost by that (config.md 1). */
    public List<String> patternsWithoutMatch() {
        return Restrictions.withoutMatch(values, places);
    }

    /** Keys a file sets to something else than their default although this version does not act on them yet. */
    public List<Key<?>> withoutEffectYet() {
        return Restrictions.withoutEffectYet(values, places);
    }

    /**
     * What to run with after the files were read again as {@code fresh}: its value where a key can change at run time,
     * this configuration's value where it cannot (config.md 5).
     */
    public ReloadOutcome.Reloaded reloadedFrom(Configuration fresh) {
        var merged = fresh.values.copy();
        var changed = new ArrayList<Key<?>>();
        var partly = new ArrayList<Key<?>>();
        var needRestart = new ArrayList<Key<?>>();
        for (var key : KeyCatalogue.all()) {
            if (fresh.values.get(key).equals(values.get(key))) {
                continue;
            }
            switch (key.reloadHere()) {
                case LIVE -> changed.add(key);
                case PARTLY -> {
                    changed.add(key);
                    partly.add(key);
                }
                case RESTART -> {
                    // One without effect is told as such; a restart would not help it.
                    if (key.live()) {
                        needRestart.add(key);
                        merged.putFrom(values, key);
                    }
                }
                case UNUSED -> merged.putFrom(values, key);
            }
        }
        var running = new Configuration(merged, fresh.places, fresh.searchPath, fresh.layers);
        return new ReloadOutcome.Reloaded(running, changed, partly, needRestart, List.of());
    }

    SearchPath searchPath() {
        return searchPath;
    }

    List<Layer> layers() {
        return layers;
    }

    @Override
    public String toString() {
        return "Configuration" + files();
    }
}
