package io.orchestrator.domain.explain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.InstanceSnapshot;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.instance.ReplicaStatus;
import io.orchestrator.domain.instance.ReplicationError;
import io.orchestrator.domain.instance.ThreadState;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;

/**
 * Thinks a server dead: the same cluster as it would be seen a moment after the server's process was killed. Nobody listens there, and
 * receivers that replicate from it cannot connect; one that a person stopped stays stopped. What each replica has stays as it is.
 */
final class DeadServer {
    private static final int CANNOT_CONNECT = 2003;

    private DeadServer() {}

    static Topology in(Topology topology, InstanceKey dead, Duration now) {
        Map<InstanceKey, FleetInstance> members = new TreeMap<>();
        topology.members().forEach((key, member) -> members.put(key, member.withObserved(observed(member, dead, now))));
        return new Topology(topology.name(), topology.alias(), topology.domain(), members);
    }

    private static ObservedInstance observed(FleetInstance member, InstanceKey dead, Duration now) {
        if (member.key().equals(dead)) {
            ProbeFailure refused = new ProbeFailure(ProbeFailure.Kind.REFUSED, dead + " is thought dead");
            return member.observed().after(new ProbeOutcome.Unseen(dead, refused, new ProbeTimes(now, now)));
        }
        InstanceSnapshot snapshot = member.observed().snapshot();
        if (snapshot == null || snapshot.channels().stream().noneMatch(channel -> channel.source().equals(dead))) {
            return member.observed();
        }
        List<ReplicaStatus> channels = snapshot.channels()
                .stream()
                .map(channel -> channel.source().equals(dead) ? bereft(channel) : channel)
                .toList();
        return member.observed().withSnapshot(snapshot.withChannels(channels));
    }

    private static ReplicaStatus bereft(ReplicaStatus c) {
        if (c.receiver() == ThreadState.STOPPED || c.receiver() == ThreadState.NO_THREAD) {
            return c;
        }
        ReplicationError error =
                new ReplicationError(CANNOT_CONNECT,
                        "error connecting to source at " + c.source() + ": it is thought dead");
        return new ReplicaStatus(c.channel(), c.source(), c.sourceUuid(), c.sourceUser(), ThreadState.OTHER,
                c.applier(), c.read(), c.executed(), c.relayLog(), c.lag(), c.configuredDelay(), c.positioning(),
                c.retrieved(), error, c.applierError(), c.filtered(), c.silence(), c.heartbeatPeriod(),
                c.behindSource(), c.applyingFor(), c.tls());
    }
}
