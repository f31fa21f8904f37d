package io.orchestrator.app.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds, reads and checks the configuration files, at start and on reload (config.md 2 to 5). Refuses with every fault
 * at once; logs nothing itself but hands back what is to be logged.
 */
public final class ConfigurationLoader {

    private final Surroundings surroundings;

    /** Reads nothing yet. */
    public ConfigurationLoader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Reads that file and no other; it must exist. */
    public LoadOutcome loadFile(Path file) {
        return load(new SearchPath(List.of(file), true));
    }

    /** Like {@link #loadFile(Path)}, for a name as the user gave it. */
    public LoadOutcome loadFile(String name) {
        try {
            return loadFile(Path.of(name));
        } catch (InvalidPathException e) {
            return new LoadOutcome.Rejected(
                    List.of(Fault.ofFile("Cannot read config file: not a file name: " + e.getReason())));
        }
    }

    /**
     * Reads every file of the default search path that exists. When there is none at all the outcome is the plain
     * start: embedded database at {@link Surroundings#defaultDataFile()}.
     */
    public LoadOutcome loadDefaultFiles() {
        return load(new SearchPath(surroundings.defaultFiles(), false));
    }

    /**
     * Reads the files of the running configuration again. A file that is gone keeps what it said; a bad one leaves the
     * running configuration in force (config.md 11, D7).
     */
    public ReloadOutcome reload(Configuration running) {
        return reload(running, List.of());
    }

    /** Reads the files of the running configuration again and then {@code extra}, which has the last word. */
    public ReloadOutcome reload(Configuration running, Path extra) {
        return reload(running, List.of(extra));
    }

    private LoadOutcome load(SearchPath searchPath) {
        var pass = new ReadingPass(List.of(), searchPath.required());
        searchPath.files().forEach(pass::read);
        var draft = Folding.fold(pass.layers(), surroundings);
        var faults = pass.faultsWith(draft);
        if (!faults.isEmpty()) {
            return new LoadOutcome.Rejected(faults);
        }
        var configuration = new Configuration(draft.values(), draft.places(), searchPath, pass.layers());
        return new LoadOutcome.Loaded(configuration, notices(pass, draft, configuration));
    }

    private ReloadOutcome reload(Configuration running, List<Path> extra) {
        var pass = new ReadingPass(running.layers(), false);
        running.searchPath().files().forEach(pass::read);
        pass.keepOthers();
        extra.forEach(pass::read);
        var draft = Folding.fold(pass.layers(), surroundings);
        var faults = pass.faultsWith(draft);
        if (!faults.isEmpty()) {
            return new ReloadOutcome.Rejected(faults);
        }
        var fresh = new Configuration(draft.values(), draft.places(), running.searchPath(), pass.layers());
        var reloaded = running.reloadedFrom(fresh);
        return new ReloadOutcome.Reloaded(
                reloaded.configuration(), reloaded.changed(), reloaded.partly(), reloaded.needRestart(),
                notices(pass, draft, reloaded.configuration()));
    }

    private static List<Notice> notices(ReadingPass pass, Draft draft, Configuration configuration) {
        var all = new ArrayList<>(pass.notices());
        all.addAll(draft.notices());
        for (var reason : configuration.automaticRecoverySuspended()) {
            all.add(Notice.warning("Automatic recovery is switched off: " + reason));
        }
        configuration.patternsWithoutMatch()
                .forEach(reason -> all.add(Notice.warning(reason + "; it matches nothing")));
        var idle = configuration.withoutEffectYet();
        if (!idle.isEmpty()) {
            all.add(Notice.warning("Set, but without effect in this version: "
                    + String.join(", ", idle.stream().<String>map(key -> key.name()).toList())));
        }
        return all;
    }
}
