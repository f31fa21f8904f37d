package io.orchestrator.http.api;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.http.route.SharedBody;
import io.orchestrator.http.wire.InstanceMapper;
import io.orchestrator.http.wire.InstanceWire;
import io.orchestrator.http.wire.Json;
import io.orchestrator.http.wire.RenderedList;
import io.orchestrator.ports.driving.FleetPicture;
import org.jspecify.annotations.Nullable;

/**
 * Servers of clusters as JSON: made once for one picture of the fleet, and from the one before as far as servers look the same. Those of
 * clusters that were asked for lately are kept, up to so many bytes.
 */
final class ClusterBodies {
    /** Of text; the records that it was made of are about as much again. */
    private static final long MOST_BYTES = 8L << 20;

    private final InstanceMapper mapper;
    private final Json json;
    private final ReentrantLock lock = new ReentrantLock();
    /** The one asked for last comes last. */
    private final Map<ClusterName, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    ClusterBodies(InstanceMapper mapper, Json json) {
        this.mapper = mapper;
        this.json = json;
    }

    /** One cluster in one picture. */
    private final class Kept {
        private final Topology cluster;
        private final FleetPicture picture;
        private final SharedBody body = new SharedBody(this::render);
        /** What was rendered last, of this picture or one before. */
        private volatile @Nullable RenderedList<InstanceWire> last;

        Kept(Topology cluster, FleetPicture picture, @Nullable RenderedList<InstanceWire> last) {
            this.cluster = cluster;
            this.picture = picture;
            this.last = last;
        }

        /** By identity: a picture is made once, and comparing two of a thousand servers takes longer than a text. */
        @SuppressWarnings("ReferenceEquality")
        private boolean isOf(Topology otherCluster, FleetPicture otherPicture) {
            return cluster == otherCluster && picture == otherPicture;
        }

        private byte[] render() {
            List<InstanceWire> servers = new ArrayList<>();
            cluster.members().values().forEach(member -> servers.add(mapper.stored(member, picture)));
            RenderedList<InstanceWire> rendered = RenderedList.of(servers, json, last);
            last = rendered;
            return rendered.text();
        }

        long bytes() {
            RenderedList<InstanceWire> rendered = last;
            return rendered == null ? 0 : rendered.text().length;
        }
    }

    /** The text for one cluster in one picture; pictures are told apart as objects, for each is of another moment. */
    @SuppressWarnings("ReferenceEquality")
    SharedBody of(Topology cluster, FleetPicture picture) {
        lock.lock();
        try {
            Kept before = kept.get(cluster.name());
            if (before != null && before.isOf(cluster, picture)) {
                return before.body;
            }
            Kept next = new Kept(cluster, picture, before == null ? null : before.last);
            kept.put(cluster.name(), next);
            drop();
            return next.body;
        } finally {
            lock.unlock();
        }
    }

    private void drop() {
        long bytes = kept.values().stream().mapToLong(Kept::bytes).sum();
        Iterator<Kept> oldest = kept.values().iterator();
        while (bytes > MOST_BYTES && kept.size() > 1 && oldest.hasNext()) {
            bytes -= oldest.next().bytes();
            if (oldest.hasNext()) {
                oldest.remove();
            }
        }
    }
}
