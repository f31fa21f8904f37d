package io.orchestrator.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

import io.orchestrator.app.config.key.ClassificationKeys;
import io.orchestrator.app.config.key.DiscoveryKeys;
import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.KeyCatalogue;
import io.orchestrator.app.config.key.RecoveryKeys;
import io.orchestrator.domain.text.ContractPattern;

/**
 * Why automatic recovery must stay off: an operator's restriction that this version cannot honour. Recovering in spite
 * of it would do what was forbidden; not recovering only leaves the work to the operator.
 */
final class Restrictions {

    /** Lists whose entries hold servers back; an entry that cannot be compiled would silently hold back none. */
    private static final List<Key<List<String>>> IGNORE_LISTS = List.of(
            RecoveryKeys.PROMOTION_IGNORE_HOSTNAME_FILTERS,
            DiscoveryKeys.DISCOVERY_IGNORE_HOSTNAME_FILTERS,
            DiscoveryKeys.DISCOVERY_IGNORE_MASTER_HOSTNAME_FILTERS,
            DiscoveryKeys.DISCOVERY_IGNORE_REPLICA_HOSTNAME_FILTERS,
            DiscoveryKeys.DISCOVERY_IGNORE_REPLICATION_USERNAME_FILTERS);

    private static final List<Key<String>> CLASSIFYING_PATTERNS = List.of(
            ClassificationKeys.DATA_CENTER_PATTERN,
            ClassificationKeys.REGION_PATTERN,
            ClassificationKeys.PHYSICAL_ENVIRONMENT_PATTERN);

    /** Lists of patterns that hold nothing back; an entry that cannot be compiled matches nothing. */
    private static final List<Key<List<String>>> OTHER_LISTS = List.of(
            ClassificationKeys.OSC_IGNORE_HOSTNAME_FILTERS,
            ClassificationKeys.PROBLEM_IGNORE_HOSTNAME_FILTERS);

    private Restrictions() {}

    /** One line for each reason; empty when automatic recovery may run. */
    static List<String> unhonoured(Values values, Map<Key<?>, Place> places) {
        var reasons = new ArrayList<String>();
        for (var key : KeyCatalogue.all()) {
            if (key.restricts() && !key.live() && !values.get(key).equals(key.defaultValue())) {
                reasons.add(named(key, places) + " restricts recovery and is not honoured by this version");
            }
        }
        BiFunction<Key<?>, String, Optional<String>> check = (key, pattern) -> broken(key, pattern, places);
        for (var key : IGNORE_LISTS) {
            for (var pattern : values.get(key)) {
                check.apply(key, pattern).ifPresent(reasons::add);
            }
        }
        for (var key : CLASSIFYING_PATTERNS) {
            check.apply(key, values.get(key)).ifPresent(reasons::add);
        }
        return List.copyOf(reasons);
    }

    /** Keys a file sets that change nothing yet, and harm nothing either. */
    static List<Key<?>> withoutEffectYet(Values values, Map<Key<?>, Place> places) {
        var keys = new ArrayList<Key<?>>();
        for (var key : KeyCatalogue.all()) {
            if (!key.live() && !key.restricts() && places.containsKey(key)
                    && !values.get(key).equals(key.defaultValue())) {
                keys.add(key);
            }
        }
        return List.copyOf(keys);
    }

    /** One line for each pattern that cannot be used and holds nothing back. */
    static List<String> withoutMatch(Values values, Map<Key<?>, Place> places) {
        var reasons = new ArrayList<String>();
        for (var key : OTHER_LISTS) {
            values.get(key).forEach(pattern -> broken(key, pattern, places).ifPresent(reasons::add));
        }
        var aliases = ClassificationKeys.CLUSTER_NAME_TO_ALIAS;
        new TreeMap<>(values.get(aliases))
                .keySet()
                .forEach(pattern -> broken(aliases, pattern, places).ifPresent(reasons::add));
        return List.copyOf(reasons);
    }

    private static Optional<String> broken(Key<?> key, String pattern, Map<Key<?>, Place> places) {
        return ContractPattern.fault(pattern)
                .map(why -> named(key, places) + " holds a pattern that cannot be used, \"" + pattern + "\": " + why);
    }

    private static String named(Key<?> key, Map<Key<?>, Place> places) {
        var place = places.get(key);
        return place == null ? key.name() : key.name() + " (" + place + ")";
    }
}
