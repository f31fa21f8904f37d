package io.orchestrator.domain.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FleetIndexTest {
    private static InstanceBuilder server(String name) {
        return Instances.server(name);
    }

    private static List<FleetLink> links(InstanceBuilder... servers) {
        return Stream.of(servers).map(s -> FleetLink.of(s.observed())).toList();
    }

    private static FleetIndex index(InstanceBuilder... servers) {
        return FleetIndex.of(links(servers));
    }

    /** Cluster, depth and marks of a server in few characters, e.g. {@code m/1} or {@code a/0 co ring}. */
    private static String place(FleetIndex index, String name) {
        Place p = index.place(Instances.key(name)).orElseThrow();
        return p.cluster().value().replace(":3306", "") + "/" + p.depth() + (p.coMaster() ? " co" : "")
                + (p.inRing() ? " ring" : "");
    }

    @Test
    void namesAClusterAfterItsTopmostServer() {
        FleetIndex index = index(server("z"), server("b").replicaOf("z"), server("a").replicaOf("b"), server("lone"));

        assertThat(place(index, "z")).isEqualTo("z/0");
        assertThat(place(index, "b")).isEqualTo("z/1");
        assertThat(place(index, "a")).isEqualTo("z/2");
        assertThat(place(index, "lone")).isEqualTo("lone/0");
        assertThat(index.clusters()).containsExactly(new ClusterName("lone:3306"), new ClusterName("z:3306"));
        assertThat(index.members(new ClusterName("z:3306"))).containsExactly(Instances.key("a"), Instances.key("b"),
                Instances.key("z"));
    }

    @Test
    void treatsAnUnknownDetachedOrMissingSourceAsNone() {
        FleetIndex index = index(server("m"), server("a").replicaOf("elsewhere"), server("b").replicaOf("//m"),
                server("c").replicaOf("_"), server("d").replicaOf("d"));

        assertThat(index.clusters()).hasSize(5);
        assertThat(Stream.of("a", "b", "c", "d").map(n -> place(index, n))).containsExactly("a/0", "b/0", "c/0", "d/0");
    }

    @Test
    void namesCoMastersAfterTheSmallerKey() {
        FleetIndex index = index(server("b").replicaOf("a"), server("a").replicaOf("b"), server("r").replicaOf("b"));

        assertThat(place(index, "a")).isEqualTo("a/0 co ring");
        assertThat(place(index, "b")).isEqualTo("a/1 co ring");
        assertThat(place(index, "r")).isEqualTo("a/2");
    }

    @Test
    void keepsTheNameWhenTheTopmostServerBecomesACoMaster() {
        FleetIndex before = index(server("m"), server("a").replicaOf("m"), server("r").replicaOf("m"));

        FleetIndex after = before.next(
                links(server("m").replicaOf("a"), server("a").replicaOf("m"), server("r").replicaOf("m")),
                HostAliases.NONE);

        assertThat(place(after, "m")).isEqualTo("m/0 co ring");
        assertThat(place(after, "a")).isEqualTo("m/1 co ring");
        assertThat(place(after, "r")).isEqualTo("m/1");
    }

    @Test
    void keepsTheNameOfARingThatSomebodyElseGaveIt() {
        List<FleetLink> ring = links(server("m").replicaOf("a"), server("a").replicaOf("m"));

        FleetIndex after = FleetIndex.remembering(List.of(new ClusterName("m:3306"), new ClusterName("z:3306")))
                .next(ring, HostAliases.NONE);

        assertThat(place(after, "m")).isEqualTo("m/0 co ring");
        assertThat(after.clusters()).containsExactly(new ClusterName("m:3306"));
    }

    @Test
    void tellsWhoBelongsToAnotherClusterThanBefore() {
        FleetIndex before = index(server("m"), server("a").replicaOf("m"), server("b").replicaOf("a"), server("gone"));

        FleetIndex after = before.next(links(server("m"), server("a"), server("b").replicaOf("a"), server("new")),
                HostAliases.NONE);

        assertThat(after.movedSince(before)).isEqualTo(Map.of(Instances.key("a"), new ClusterName("a:3306"),
                Instances.key("b"), new ClusterName("a:3306")));
    }

    @Test
    void givesALongerRingAStableName() {
        FleetIndex index = index(server("a").replicaOf("c"), server("b").replicaOf("a"), server("c").replicaOf("b"),
                server("x").replicaOf("c"));

        assertThat(place(index, "a")).isEqualTo("a/0 ring");
        assertThat(place(index, "b")).isEqualTo("a/1 ring");
        assertThat(place(index, "c")).isEqualTo("a/2 ring");
        assertThat(place(index, "x")).isEqualTo("a/3");
    }

    @Test
    void putsSecondariesOfAGroupBelowItsPrimary() {
        FleetIndex index = index(server("m"), server("g1").group("ONLINE", "PRIMARY", "g1", "g2").replicaOf("m"),
                server("g2").group("ONLINE", "SECONDARY", "g1", "g1"), server("g3").group("ERROR", "", "", "g1"),
                server("off").group("OFFLINE", "SECONDARY", "g1", "g1"));

        assertThat(place(index, "g1")).isEqualTo("m/1");
        assertThat(place(index, "g2")).isEqualTo("m/2");
        assertThat(place(index, "g3")).isEqualTo("m/2");
        assertThat(place(index, "off")).isEqualTo("off/0");
    }

    @Test
    void findsASourceByItsOtherName() {
        FleetIndex index = FleetIndex.EMPTY.next(links(server("m"), server("r").replicaOf("mm")),
                new HostAliases(Map.of("m", "mm")));

        assertThat(place(index, "r")).isEqualTo("m/1");
    }

    @Test
    void survivesAChainOfThousands() {
        List<FleetLink> links = new ArrayList<>(links(server("s0")));
        for (int i = 1; i < 5_000; i++) {
            links.addAll(links(server("s" + i).replicaOf("s" + (i - 1))));
        }

        assertThat(place(FleetIndex.of(links), "s4999")).isEqualTo("s0/4999");
    }

    @Test
    void placesEveryServerOfAnyGraphAndDoesNotDependOnOrder() {
        for (int seed = 0; seed < 300; seed++) {
            List<FleetLink> links = randomLinks(new SplittableRandom(seed));
            List<FleetLink> shuffled = new ArrayList<>(links);
            Collections.shuffle(shuffled, new Random(seed));

            FleetIndex index = FleetIndex.of(links);
            FleetIndex same = FleetIndex.of(shuffled);

            for (FleetLink link : links) {
                assertThat(index.place(link.key())).as("seed %d, %s", seed, link).isEqualTo(same.place(link.key()));
                Place place = index.place(link.key()).orElseThrow();
                index.place(place.upstream())
                        .ifPresent(up -> assertThat(up.cluster()).isEqualTo(place.cluster()));
            }
            assertThat(index.clusters().stream().mapToInt(c -> index.members(c).size()).sum())
                    .isEqualTo(links.size());
            assertThat(index.next(links, HostAliases.NONE).clusters()).isEqualTo(index.clusters());
        }
    }

    private static List<FleetLink> randomLinks(SplittableRandom random) {
        int size = 1 + random.nextInt(30);
        List<FleetLink> links = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            InstanceKey source = Instances.key("s" + random.nextInt(size + 3));
            InstanceKey key = Instances.key("s" + i);
            links.add(new FleetLink(key, random.nextInt(5) == 0 ? InstanceKey.NONE : source, "", false,
                    InstanceKey.NONE));
        }
        return links;
    }

    @Test
    void aServerKnownByNameIsAClusterOfItsOwn() {
        FleetIndex index = FleetIndex.of(List.of(FleetLink.of(ObservedInstance.unseen(Instances.key("new")))));

        assertThat(place(index, "new")).isEqualTo("new/0");
    }
}
