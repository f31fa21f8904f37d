package io.orchestrator.domain.topology;

import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.InstanceKey;

/** Finds servers by a piece of what is known of them (discovery.md 10.4, cli.md 10.9). */
public final class InstanceSearch {
    /** Topmost first, then those with most replicas, then by cluster and key. */
    public static final Comparator<FleetInstance> BY_RANK = Comparator.comparingInt(FleetInstance::depth)
            .thenComparing(Comparator.comparingInt(InstanceSearch::replicaCount).reversed())
            .thenComparing(FleetInstance::cluster)
            .thenComparing(FleetInstance::key);

    private InstanceSearch() {}

    private static int replicaCount(FleetInstance instance) {
        return instance.snapshot().map(seen -> seen.replicas().size()).orElse(0);
    }

    /**
     * Whether the text is a piece of name, cluster, version, version comment or suggested alias, in any case, or exactly port or
     * server id. An empty text finds every server.
     */
    public static boolean finds(String text, FleetInstance instance) {
        if (text.isEmpty()) {
            return true;
        }
        String wanted = text.toLowerCase(Locale.ROOT);
        InstanceKey key = instance.key();
        Stream<String> searched = Stream.concat(
                Stream.of(key.display(), instance.cluster().value(), instance.suggestedAlias()),
                instance.snapshot()
                        .stream()
                        .flatMap(seen -> Stream.of(seen.server().version().text(), seen.server().versionComment())));
        return searched.anyMatch(piece -> piece.toLowerCase(Locale.ROOT).contains(wanted))
                || text.equals(Integer.toString(key.port()))
                || instance.snapshot().filter(s -> text.equals(Long.toString(s.server().serverId()))).isPresent();
    }
}
