package io.orchestrator.domain.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import io.orchestrator.domain.gtid.ErrantTransactions;
import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.MySqlGtidSet;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.ServerUuid;
import io.orchestrator.domain.instance.GroupReplication;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ReplicaStatus;

/** Builds the picture of one cluster from its members (discovery.md 3.6, 4). */
public final class Topologies {
    private final FleetIndex index;
    private final Function<InstanceKey, ObservedInstance> observed;
    private final Map<InstanceKey, List<ServerUuid>> ancestries = new HashMap<>();

    private Topologies(FleetIndex index, Function<InstanceKey, ObservedInstance> observed) {
        this.index = index;
        this.observed = observed;
    }

    /**
     * The cluster of that name; without members when the index does not know it.
     *
     * @param cluster its name
     * @param index places of all servers
     * @param observed what probes saw of a member; called for members only, never with another key
     * @param annotations what people said of servers; a server that is missing has none
     * @param labels aliases and domains
     */
    public static Topology of(ClusterName cluster, FleetIndex index,
            Function<InstanceKey, ObservedInstance> observed, Map<InstanceKey, Annotations> annotations,
            ClusterLabels labels) {
        var builder = new Topologies(index, observed);
        Map<InstanceKey, FleetInstance> members = new TreeMap<>();
        for (InstanceKey key : index.members(cluster)) {
            members.put(key, builder.member(key, annotations.getOrDefault(key, Annotations.NONE)));
        }
        Map<InstanceKey, String> suggestions = labels.suggestions(cluster, members.values());
        members.replaceAll((key, member) -> member.suggesting(suggestions.getOrDefault(key, "")));
        return new Topology(cluster, labels.alias(cluster, members.values()), labels.domain(cluster, members.values()),
                members);
    }

    private FleetInstance member(InstanceKey key, Annotations annotations) {
        Place place = place(key);
        ObservedInstance seen = withKnownPrimary(underKnownName(observed.apply(key), place), place);
        return new FleetInstance(seen, place.cluster(), place.depth(), place.coMaster(), ancestry(key),
                errant(seen, place), annotations);
    }

    private Place place(InstanceKey key) {
        return index.place(key).orElseThrow(() -> new IllegalArgumentException(key + " has no place in the index"));
    }

    /** A member that does not know its group's primary, e.g. an expelled one, is shown with the one that calls itself so. */
    private ObservedInstance withKnownPrimary(ObservedInstance seen, Place place) {
        InstanceSnapshot snapshot = seen.snapshot();
        GroupReplication group = snapshot == null ? null : snapshot.group();
        if (snapshot == null || group == null || !group.isMember() || group.primary().isValid() || group.isPrimary()
                || place.upstream().equals(InstanceKey.NONE)) {
            return seen;
        }
        InstanceSnapshot above = observed.apply(place.upstream()).snapshot();
        boolean ofItsGroup = above != null && above.group() != null && above.group().isPrimary()
                && above.group().groupName().equals(group.groupName());
        return ofItsGroup ? seen.withSnapshot(snapshot.withGroup(group.withPrimary(place.upstream()))) : seen;
    }

    /** A replica that names its source by another name of a known server is shown with the known one. */
    private static ObservedInstance underKnownName(ObservedInstance seen, Place place) {
        InstanceSnapshot snapshot = seen.snapshot();
        if (snapshot == null || snapshot.isGroupMember() || place.upstream().equals(InstanceKey.NONE)
                || place.upstream().equals(snapshot.sourceKey())) {
            return seen;
        }
        ReplicaStatus drawing = snapshot.defaultChannel().orElse(null);
        List<ReplicaStatus> channels = snapshot.channels()
                .stream()
                .map(c -> c.equals(drawing) ? c.withSource(place.upstream()) : c)
                .toList();
        return seen.withSnapshot(snapshot.withChannels(channels));
    }

    /** UUIDs from the top down, the server's own, then its group's name; in a ring those of the whole ring. */
    private List<ServerUuid> ancestry(InstanceKey key) {
        List<InstanceKey> unknown = new ArrayList<>();
        InstanceKey at = key;
        while (!at.equals(InstanceKey.NONE) && !ancestries.containsKey(at) && !place(at).inRing()) {
            unknown.add(at);
            at = place(at).upstream();
        }
        List<ServerUuid> above = List.of();
        if (!at.equals(InstanceKey.NONE)) {
            above = ancestries.containsKey(at) ? ancestries.getOrDefault(at, List.of()) : ringAncestry(at);
            ancestries.putIfAbsent(at, above);
        }
        for (InstanceKey next : unknown.reversed()) {
            List<ServerUuid> own = new ArrayList<>(above);
            own.addAll(names(next));
            above = List.copyOf(own);
            ancestries.put(next, above);
        }
        return above;
    }

    private List<ServerUuid> ringAncestry(InstanceKey key) {
        List<ServerUuid> uuids = new ArrayList<>(names(key));
        for (InstanceKey at = place(key).upstream(); !at.equals(key); at = place(at).upstream()) {
            uuids.addAll(0, names(at));
        }
        return List.copyOf(uuids);
    }

    private List<ServerUuid> names(InstanceKey key) {
        InstanceSnapshot snapshot = observed.apply(key).snapshot();
        if (snapshot == null) {
            return List.of();
        }
        List<ServerUuid> names = new ArrayList<>();
        if (snapshot.server().uuid() != null) {
            names.add(snapshot.server().uuid());
        }
        if (snapshot.group() != null && snapshot.group().isMember()) {
            ServerUuid.parse(snapshot.group().groupName()).ifPresent(names::add);
        }
        return names;
    }

    private GtidSet errant(ObservedInstance seen, Place place) {
        InstanceSnapshot own = seen.snapshot();
        if (own == null || place.upstream().equals(InstanceKey.NONE) || own.server().uuid() == null) {
            return GtidSet.emptyMysql();
        }
        InstanceSnapshot up = observed.apply(place.upstream()).snapshot();
        if (up == null || !(own.gtid().executed() instanceof MySqlGtidSet executed)
                || !(up.gtid().executed() instanceof MySqlGtidSet upstreamExecuted)) {
            return GtidSet.emptyMysql();
        }
        Set<ServerUuid> ancestors = new HashSet<>(ancestry(seen.key()));
        return new ErrantTransactions(executed, upstreamExecuted, ancestors, own.server().uuid(),
                own.defaultChannel().map(ReplicaStatus::sourceUuid).orElse(null), place.inRing()).compute();
    }
}
