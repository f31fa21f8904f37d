package io.orchestrator.domain.naming;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;

/** The other servers that a snapshot names: sources, replicas, members of its group. */
public final class SnapshotNames {
    private SnapshotNames() {}

    /** Those under which a server can be reached; {@code _}, detached and empty ones are nobody's name. */
    public static Set<InstanceKey> of(InstanceSnapshot snapshot) {
        Set<InstanceKey> named = new LinkedHashSet<>();
        snapshot.channels().forEach(channel -> named.add(channel.source()));
        named.addAll(snapshot.replicas());
        GroupReplication group = snapshot.group();
        if (group != null) {
            named.addAll(group.members());
            named.add(group.primary());
        }
        named.removeIf(key -> !key.isValid());
        return named;
    }

    /** The same snapshot with every other server under the name that it goes by; the same object where nothing differs. */
    public static InstanceSnapshot renamed(InstanceSnapshot snapshot, UnaryOperator<InstanceKey> names) {
        if (of(snapshot).stream().allMatch(key -> names.apply(key).equals(key))) {
            return snapshot;
        }
        GroupReplication group = snapshot.group();
        return snapshot
                .withChannels(snapshot.channels()
                        .stream()
                        .map(channel -> channel.withSource(renamed(channel.source(), names)))
                        .toList())
                .withReplicas(renamed(snapshot.replicas(), names))
                .withGroup(group == null ? null
                        : new GroupReplication(group.groupName(), group.singlePrimary(), group.memberState(),
                                group.memberRole(), renamed(group.members(), names), renamed(group.primary(), names)));
    }

    private static List<InstanceKey> renamed(List<InstanceKey> keys, UnaryOperator<InstanceKey> names) {
        return keys.stream().map(key -> renamed(key, names)).toList();
    }

    private static InstanceKey renamed(InstanceKey key, UnaryOperator<InstanceKey> names) {
        return key.isValid() ? names.apply(key) : key;
    }
}
