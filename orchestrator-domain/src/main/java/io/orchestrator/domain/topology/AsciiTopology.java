package io.orchestrator.domain.topology;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;

/**
 * Draws a cluster as text (topology-ops.md 8). Widths are counted in bytes as the contract does, so a line of a group's secondary,
 * whose mark has three bytes, ends up two columns short.
 */
public final class AsciiTopology {
    private static final String SECONDARY_MARK = "\u2021 ";
    private static final int LAG_COLUMN = 1;

    private final Topology topology;
    private final TopologySettings settings;
    private final Duration now;
    private final Map<InstanceKey, List<FleetInstance>> children = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();

    private record Line(String name, FleetInstance instance) {}

    private AsciiTopology(Topology topology, TopologySettings settings, Duration now) {
        this.topology = topology;
        this.settings = settings;
        this.now = now;
        collect();
    }

    /** One line per server, {@code + db2:3306 [0s,ok,8.0.36,ro,ROW,>>,GTID]}, the brackets aligned. */
    public static String plain(Topology topology, TopologySettings settings, Duration now) {
        return new AsciiTopology(topology, settings, now).plain(false);
    }

    /** The plain form followed by each server's tags. */
    public static String withTags(Topology topology, TopologySettings settings, Duration now) {
        return new AsciiTopology(topology, settings, now).plain(true);
    }

    /** The same as columns separated by {@code |}. */
    public static String tabulated(Topology topology, TopologySettings settings, Duration now) {
        return new AsciiTopology(topology, settings, now).tabulated();
    }

    private void collect() {
        List<FleetInstance> roots = new ArrayList<>();
        for (FleetInstance member : topology.instances()) {
            InstanceKey parent = parentOf(member);
            if (topology.find(parent).isPresent() && !parent.equals(member.key())) {
                children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(member);
            } else {
                roots.add(member);
            }
        }
        if (!roots.isEmpty()) {
            // The contract's choice; with clusters named by one pure function there is only one.
            draw(roots.getLast(), 0);
            return;
        }
        List<FleetInstance> ring = topology.instances().stream().filter(FleetInstance::coMaster).toList();
        if (ring.isEmpty()) {
            topology.instances().stream().min(Comparator.comparingInt(FleetInstance::depth)).ifPresent(t -> draw(t, 0));
        }
        ring.forEach(member -> draw(member, 1));
    }

    private static InstanceKey parentOf(FleetInstance member) {
        return Groups.isSecondary(member) ? Groups.primaryOf(member) : member.sourceKey();
    }

    private void draw(FleetInstance instance, int depth) {
        if ((depth > 1 && instance.coMaster()) || depth > topology.members().size()) {
            return;
        }
        String alias = instance.snapshot().map(s -> s.classification().instanceAlias()).orElse("");
        lines.add(new Line(
                prefix(instance, depth) + instance.key().display() + (alias.isEmpty() ? "" : " (" + alias + ")"),
                instance));
        for (FleetInstance child : children.getOrDefault(instance.key(), List.of())) {
            boolean ringClosed = depth > 0 && child.depth() == 0;
            if (!ringClosed) {
                draw(child, depth + 1);
            }
        }
    }

    private String prefix(FleetInstance instance, int depth) {
        if (depth == 0) {
            return "";
        }
        boolean healthy = instance.snapshot().filter(InstanceSnapshot::isReplicating).isPresent()
                && instance.observed().isLastCheckValid() && settings.isRecentlyChecked(instance.observed(), now);
        String mark = Groups.isSecondary(instance) ? SECONDARY_MARK : healthy ? "+ " : "- ";
        return "  ".repeat(depth - 1) + mark;
    }

    private List<String> tokens(FleetInstance instance) {
        return InstanceDescription.tokens(instance, settings, now);
    }

    private String plain(boolean tagged) {
        int width = lines.stream().mapToInt(l -> bytes(l.name())).max().orElse(0);
        return lines.stream()
                .map(l -> padRight(l.name(), width) + " " + InstanceDescription.plain(l.instance(), settings, now)
                        + (tagged ? " [" + tags(l.instance()) + "]" : ""))
                .collect(Collectors.joining("\n"));
    }

    private static String tags(FleetInstance instance) {
        return new TreeMap<>(instance.annotations().tags()).entrySet()
                .stream()
                .map(tag -> tag.getValue().isEmpty() ? tag.getKey() : tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(","));
    }

    private String tabulated() {
        List<List<String>> rows = new ArrayList<>();
        for (Line line : lines) {
            List<String> row = new ArrayList<>();
            row.add(line.name());
            row.addAll(tokens(line.instance()));
            rows.add(row);
        }
        Map<Integer, Integer> widths = new HashMap<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths.merge(column, bytes(row.get(column)), Math::max);
            }
        }
        return rows.stream().map(row -> tabulate(row, widths)).collect(Collectors.joining("\n"));
    }

    private static String tabulate(List<String> row, Map<Integer, Integer> widths) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < row.size(); column++) {
            int width = Objects.requireNonNull(widths.get(column));
            String cell = row.get(column);
            // Measured in bytes, padded in characters: that is what the contract's columns look like.
            String blanks = " ".repeat(Math.max(0, width - cell.length()));
            cells.add(column == LAG_COLUMN ? blanks + cell : cell + blanks);
        }
        return String.join("|", cells);
    }

    private static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - bytes(text)));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
