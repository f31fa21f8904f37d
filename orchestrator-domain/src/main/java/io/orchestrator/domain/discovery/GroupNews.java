package io.orchestrator.domain.discovery;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import org.jspecify.annotations.Nullable;

/**
 * What one member of a replication group tells is of interest for the others (discovery.md 3.5): when it names another primary than
 * before, or none any more, the others are worth a look at once, for their last reports are of the time before.
 */
public final class GroupNews {
    private GroupNews() {}

    /**
     * Servers of the group that may not have told yet what this member tells: its members before and after, and its primaries.
     *
     * @param before the member as it was
     * @param after the member as it is now
     * @return empty when the member told nothing new
     */
    public static List<InstanceKey> concerns(ObservedInstance before, ObservedInstance after) {
        GroupReplication was = groupOf(before);
        if (was == null || !after.isSeen() || primaryOf(before).equals(primaryOf(after))) {
            return List.of();
        }
        Set<InstanceKey> concerned = new LinkedHashSet<>(List.of(primaryOf(after), was.primary()));
        concerned.addAll(was.members());
        GroupReplication is = groupOf(after);
        if (is != null) {
            concerned.addAll(is.members());
        }
        concerned.removeIf(key -> !key.isValid() || key.equals(after.key()));
        return List.copyOf(concerned);
    }

    /** Whether the other server last told of another primary than this member tells of now. */
    public static boolean isNewTo(ObservedInstance other, ObservedInstance member) {
        return !primaryOf(other).equals(primaryOf(member));
    }

    private static InstanceKey primaryOf(ObservedInstance member) {
        GroupReplication group = groupOf(member);
        return group == null ? InstanceKey.NONE : group.primary();
    }

    private static @Nullable GroupReplication groupOf(ObservedInstance member) {
        InstanceSnapshot snapshot = member.snapshot();
        return snapshot == null ? null : snapshot.group();
    }
}
