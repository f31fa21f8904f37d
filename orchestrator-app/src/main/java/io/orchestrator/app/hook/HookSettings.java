package io.orchestrator.app.hook;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.orchestrator.domain.recovery.HookPoint;

/**
 * Which processes run at which point, and for how long they may.
 *
 * @param shell program that is given the file with the command as its argument ({@code ProcessesShellCommand})
 * @param commands commands of each point in order; may embed passwords
 * @param limit for each process that is waited for; zero is without limit
 * @param detectionLimit for all detection hooks of one detection together, for a failover waits for them; zero is without limit
 */
public record HookSettings(String shell, Map<HookPoint, List<String>> commands, Duration limit,
        Duration detectionLimit) {
    public HookSettings {
        Objects.requireNonNull(shell, "shell");
        Map<HookPoint, List<String>> copy = new EnumMap<>(HookPoint.class);
        commands.forEach((point, list) -> copy.put(point, List.copyOf(list)));
        commands = Map.copyOf(copy);
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(detectionLimit, "detectionLimit");
    }

    /** The commands of a point, in order. */
    List<String> at(HookPoint point) {
        return commands.getOrDefault(point, List.of());
    }

    /** Not printed: commands may embed passwords (config.md 6). */
    @Override
    public String toString() {
        return "HookSettings[not shown]";
    }
}
