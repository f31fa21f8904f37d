package io.orchestrator.domain.topology;

import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;

/**
 * What of a server decides its place in the fleet. Clusters have to be named anew only when the link of some server changed.
 *
 * @param key the server
 * @param source source of its default channel, as it says; {@link InstanceKey#NONE} when none or unknown
 * @param group name of the replication group that it is a member of, empty when none
 * @param groupPrimary it is its group's primary
 * @param primary primary of its group as it says, {@link InstanceKey#NONE} when unknown or in no group
 */
public record FleetLink(InstanceKey key, InstanceKey source, String group, boolean groupPrimary, InstanceKey primary) {
    public FleetLink {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(primary, "primary");
    }

    public static FleetLink of(ObservedInstance observed) {
        InstanceSnapshot snapshot = observed.snapshot();
        if (snapshot == null) {
            return new FleetLink(observed.key(), InstanceKey.NONE, "", false, InstanceKey.NONE);
        }
        GroupReplication group = snapshot.group();
        if (group == null || !group.isMember()) {
            return new FleetLink(observed.key(), snapshot.sourceKey(), "", false, InstanceKey.NONE);
        }
        boolean primary = Groups.isPrimary(snapshot.key(), group) || group.primary().equals(observed.key());
        return new FleetLink(observed.key(), snapshot.sourceKey(), group.groupName(), primary, group.primary());
    }
}
