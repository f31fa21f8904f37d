package io.orchestrator.app.hook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.ports.contract.Patience;
import io.orchestrator.ports.driven.HookRunner;

/** Hooks that run in a folder of a test: real processes of a real shell. */
final class HookBench implements AutoCloseable {
    private final Path folder;
    private final Map<HookPoint, List<String>> commands = new HashMap<>();
    private final Map<String, String> values = new HashMap<>(Map.of("failedHost", "db1.example.com", "failedPort",
            "3306", "failureType", "DeadMaster", "recoveryUID", "1:ab", "isSuccessful", "false", "attempt", "1"));
    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final HookProcesses hooks;
    private String shell = "bash";
    private Duration limit = Duration.ofSeconds(60);
    private Duration detectionLimit = Duration.ofSeconds(60);

    HookBench(Path folder) {
        this.folder = folder;
        this.hooks = new HookProcesses(() -> new HookSettings(shell, commands, limit, detectionLimit));
    }

    /** The commands of a point; each begins in the folder. */
    HookBench at(HookPoint point, String... texts) {
        commands.put(point, List.of(texts).stream().map(text -> "cd '" + folder + "'\n" + text).toList());
        return this;
    }

    /** The commands of a point as they are. */
    HookBench plainAt(HookPoint point, String... texts) {
        commands.put(point, List.of(texts));
        return this;
    }

    HookBench value(String placeholder, String value) {
        values.put(placeholder, value);
        return this;
    }

    HookBench shell(String newShell) {
        shell = newShell;
        return this;
    }

    HookBench limit(Duration newLimit) {
        limit = newLimit;
        return this;
    }

    HookBench detectionLimit(Duration newLimit) {
        detectionLimit = newLimit;
        return this;
    }

    HookRunner.Result run(HookPoint point) {
        return Patience.inRealTime(Duration.ofSeconds(30)).await(hooks.run(point, values, steps::add));
    }

    HookProcesses hooks() {
        return hooks;
    }

    Map<String, String> values() {
        return values;
    }

    /** What was told, without times. */
    List<String> steps() {
        return steps.stream().map(step -> step.replaceAll(" in [\\dms.]+(?=$| with error)", " in T")).toList();
    }

    List<String> lines(String file) {
        Path path = folder.resolve(file);
        try {
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    void write(String file) {
        try {
            Files.writeString(folder.resolve(file), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the process whose number stands in that file does anything yet. */
    boolean lives(String file) {
        List<String> lines = lines(file);
        if (lines.isEmpty()) {
            return false;
        }
        Path stat = Path.of("/proc", lines.getFirst().strip(), "stat");
        try {
            String text = Files.readString(stat);
            // What has ended and was not fetched by its parent is no life.
            return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        hooks.close();
    }
}
