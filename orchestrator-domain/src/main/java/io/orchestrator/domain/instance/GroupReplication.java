package io.orchestrator.domain.instance;

import java.util.List;
import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * A server's place in a replication group (discovery.md 3.5).
 *
 * @param groupName {@code group_replication_group_name}, empty when not configured
 * @param singlePrimary single-primary mode
 * @param memberState e.g. {@code ONLINE}, {@code RECOVERING}, {@code OFFLINE}, {@code ERROR}
 * @param memberRole {@code PRIMARY} or {@code SECONDARY}, may be empty
 * @param members the other members
 * @param primary the primary, {@link InstanceKey#NONE} when unknown
 */
public record GroupReplication(String groupName, boolean singlePrimary, String memberState, String memberRole,
        List<InstanceKey> members, InstanceKey primary) {
    public GroupReplication {
        Objects.requireNonNull(groupName, "groupName");
        Objects.requireNonNull(memberState, "memberState");
        Objects.requireNonNull(memberRole, "memberRole");
        members = members.stream().distinct().sorted().toList();
        Objects.requireNonNull(primary, "primary");
    }

    /** The same place, with the primary known from elsewhere. */
    public GroupReplication withPrimary(InstanceKey newPrimary) {
        return new GroupReplication(groupName, singlePrimary, memberState, memberRole, members, newPrimary);
    }

    /** In a group and not OFFLINE; ERROR counts as a member (detection.md 5). */
    public boolean isMember() {
        return !groupName.isEmpty() && !memberState.equals("OFFLINE");
    }

    public boolean isPrimary() {
        return memberRole.equals("PRIMARY");
    }
}
