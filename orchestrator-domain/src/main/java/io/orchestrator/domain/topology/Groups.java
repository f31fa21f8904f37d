package io.orchestrator.domain.topology;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;

/** Roles in a replication group (topology-ops.md 1.1). */
final class Groups {
    private Groups() {}

    /** Whether the member with this key is its group's primary: by key, or by role where it does not know the key. */
    static boolean isPrimary(InstanceKey key, GroupReplication group) {
        return group.isMember()
                && (group.primary().isValid() ? group.primary().equals(key) : group.isPrimary());
    }

    /** Whether the server is a member of a group and not its primary. */
    static boolean isSecondary(FleetInstance instance) {
        InstanceSnapshot snapshot = instance.observed().snapshot();
        GroupReplication group = snapshot == null ? null : snapshot.group();
        return group != null && group.isMember() && !isPrimary(instance.key(), group);
    }

    /** Key of the primary of the server's group as it says, {@link InstanceKey#NONE} when it is in none or does not know. */
    static InstanceKey primaryOf(FleetInstance instance) {
        InstanceSnapshot snapshot = instance.observed().snapshot();
        GroupReplication group = snapshot == null ? null : snapshot.group();
        return group == null ? InstanceKey.NONE : group.primary();
    }
}
