package io.orchestrator.app.hook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.ports.driven.HookRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the hooks of a point, in order, with the contract's step texts (recovery.md 14.2). */
final class HookList {
    private static final Logger LOG = LoggerFactory.getLogger(HookList.class);
    private static final int LONGEST_REASON = 200;
    private static final Duration ALMOST_NONE = Duration.ofMillis(1);

    private final HookPoint point;
    private final HookSettings settings;
    private final HookVariables variables;
    private final Consumer<String> steps;
    private final List<String> failures = new ArrayList<>();
    private final long begun = System.nanoTime();

    HookList(HookPoint point, HookSettings settings, HookVariables variables, Consumer<String> steps) {
        this.point = point;
        this.settings = settings;
        this.variables = variables;
        // Of a take-master only the log tells (recovery.md 14.3).
        this.steps = point == HookPoint.POST_TAKE_MASTER ? text -> LOG.info("{}", text) : steps;
    }

    /** Runs them; the thread waits for each. */
    HookRunner.Result run() throws InterruptedException {
        List<String> entries = settings.at(point);
        if (entries.isEmpty()) {
            steps.accept("No " + point.configurationKey() + " hooks to run");
            return new HookRunner.Result(true, List.of());
        }
        steps.accept("Running " + entries.size() + " " + point.configurationKey() + " hooks");
        for (int i = 0; i < entries.size(); i++) {
            HookCommand command = command(entries.get(i));
            String name = point.configurationKey() + " hook " + (i + 1) + " of " + entries.size()
                    + (command.awaited() ? "" : " (async)");
            steps.accept("Running " + name + ": " + command.label());
            tellAltered(name, command);
            HookProcess process = process(command);
            if (!command.awaited()) {
                Thread.ofVirtual().name("hook-async").start(() -> runOn(name, process));
            } else if (!succeeds(name, process) && point.stopsAtFailure()) {
                steps.accept("Not running further " + point.configurationKey() + " hooks");
                break;
            }
        }
        steps.accept("done running " + point.configurationKey() + " hooks");
        return new HookRunner.Result(failures.isEmpty(), failures);
    }

    private HookCommand command(String entry) {
        return point == HookPoint.POST_TAKE_MASTER ? new HookCommand(entry, true) : HookCommand.of(entry);
    }

    private void tellAltered(String name, HookCommand command) {
        List<String> altered = variables.altered(command.text());
        if (point != HookPoint.POST_TAKE_MASTER && !altered.isEmpty()) {
            steps.accept(name + ": characters of " + String.join(", ", altered)
                    + " that a shell could interpret were replaced by _; the environment holds the values as they are");
        }
    }

    private HookProcess process(HookCommand command) {
        if (point == HookPoint.POST_TAKE_MASTER) {
            return new HookProcess(settings.shell(), command.text(), variables.ofTakeMaster(),
                    variables::intoTakeMaster);
        }
        return new HookProcess(settings.shell(), variables.expand(command.text()), List.of(), variables::into);
    }

    private boolean succeeds(String name, HookProcess process) throws InterruptedException {
        long start = System.nanoTime();
        HookEnd end = process.run(limit());
        tellEnd(name, end, start);
        if (!end.succeeded()) {
            failures.add(name + " failed: " + brief(end.error()));
        }
        return end.succeeded();
    }

    private void runOn(String name, HookProcess process) {
        long start = System.nanoTime();
        try {
            tellEnd(name, process.run(Duration.ZERO), start);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellEnd(String name, HookEnd end, long start) {
        String elapsed = Elapsed.text(Duration.ofNanos(System.nanoTime() - start));
        if (end.succeeded()) {
            steps.accept("Completed " + name + " in " + elapsed);
            if (!end.output().isEmpty()) {
                steps.accept("Output of " + name + ": " + end.output());
            }
        } else {
            steps.accept("Execution of " + name + " failed in " + elapsed + " with error: " + end.error());
        }
    }

    /** Detection hooks share one limit: a failover waits for all of them. */
    private Duration limit() {
        Duration each = settings.limit();
        if (point != HookPoint.ON_FAILURE_DETECTION || settings.detectionLimit().isZero()) {
            return each;
        }
        Duration left = settings.detectionLimit().minusNanos(System.nanoTime() - begun);
        Duration atLeast = left.compareTo(ALMOST_NONE) < 0 ? ALMOST_NONE : left;
        return each.isZero() || each.compareTo(atLeast) > 0 ? atLeast : each;
    }

    private static String brief(String error) {
        String line = error.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }
}
