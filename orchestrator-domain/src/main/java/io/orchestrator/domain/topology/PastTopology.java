package io.orchestrator.domain.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * A cluster as it was recorded: who replicated from whom.
 *
 * @param sources the source of each server, {@link InstanceKey#NONE} where it had none
 */
public record PastTopology(Map<InstanceKey, InstanceKey> sources) {
    public PastTopology {
        sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    }

    /** Names only, as a tree in which every mark is {@code -} (topology-ops.md 8.1); empty for no servers. */
    public String draw() {
        List<String> lines = new ArrayList<>();
        List<InstanceKey> roots = sources.keySet().stream().filter(key -> !hasParent(key)).toList();
        if (!roots.isEmpty()) {
            draw(roots.getLast(), 0, lines);
        } else {
            sources.keySet().stream().filter(this::isCoMaster).forEach(key -> draw(key, 1, lines));
        }
        return String.join("\n", lines);
    }

    private boolean hasParent(InstanceKey key) {
        InstanceKey source = sources.getOrDefault(key, InstanceKey.NONE);
        return !source.equals(key) && sources.containsKey(source);
    }

    private boolean isCoMaster(InstanceKey key) {
        return key.equals(sources.get(sources.getOrDefault(key, InstanceKey.NONE)));
    }

    private void draw(InstanceKey key, int depth, List<String> lines) {
        if ((depth > 1 && isCoMaster(key)) || depth > sources.size()) {
            return;
        }
        lines.add((depth == 0 ? "" : "  ".repeat(depth - 1) + "- ") + key.display());
        sources.forEach((replica, source) -> {
            if (source.equals(key) && !replica.equals(key)) {
                draw(replica, depth + 1, lines);
            }
        });
    }
}
