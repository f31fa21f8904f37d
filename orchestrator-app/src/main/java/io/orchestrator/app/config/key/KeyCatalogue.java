package io.orchestrator.app.config.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All keys of the configuration file: the 201 of config.md 7, then those of ours, in the order in which a dump prints them. */
public final class KeyCatalogue {

    private static final List<Key<?>> ALL = gather();
    private static final Map<String, Key<?>> BY_LOWER_NAME = index();

    private KeyCatalogue() {}

    /** Every key once. */
    public static List<Key<?>> all() {
        return ALL;
    }

    /** The key of that name, whatever its capitals (config.md 2, "Key matching"). */
    public static Optional<Key<?>> find(String name) {
        return Optional.ofNullable(BY_LOWER_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    private static List<Key<?>> gather() {
        var keys = new ArrayList<Key<?>>();
        for (var area : List.of(
                ProcessKeys.ALL, BackendKeys.ALL, TopologyKeys.ALL, TlsKeys.ALL, DiscoveryKeys.ALL,
                ClassificationKeys.ALL, ResolvingKeys.ALL, PseudoGtidKeys.ALL, DetectionKeys.ALL, RecoveryKeys.ALL,
                HookKeys.ALL, KeyValueKeys.ALL, RaftKeys.ALL, WebKeys.ALL, GraphiteKeys.ALL, HostAgentKeys.ALL,
                AuditKeys.ALL, OperationKeys.ALL, EvidenceKeys.ALL, HookKeys.OURS)) {
            keys.addAll(area);
        }
        return List.copyOf(keys);
    }

    private static Map<String, Key<?>> index() {
        var index = new HashMap<String, Key<?>>();
        for (var key : ALL) {
            var earlier = index.put(key.name().toLowerCase(Locale.ROOT), key);
            if (earlier != null) {
                throw new IllegalStateException("two configuration keys are called " + key.name());
            }
        }
        return Map.copyOf(index);
    }
}
