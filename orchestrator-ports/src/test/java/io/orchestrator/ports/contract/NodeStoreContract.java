package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.ports.driven.NodeStore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link NodeStore} does (ha-shared-backend.md 2). */
public abstract class NodeStoreContract extends StoreContract {
    /** The store, on an empty backend. */
    protected abstract NodeStore store();

    private static NodeStore.Node node(NodeId id, boolean httpMode) {
        return new NodeStore.Node(id, httpMode, httpMode ? "" : "topology", "1.0", "backend:3306", "", "");
    }

    private List<NodeId> available() {
        return await(store().available()).stream().map(NodeStore.Node::id).toList();
    }

    @Test
    void aRegisteredServiceNodeIsAvailable() {
        await(store().register(node(Samples.NODE, true)));

        NodeStore.Node found = await(store().available()).getFirst();

        assertThat(found.id()).isEqualTo(Samples.NODE);
        assertThat(found.httpMode()).isTrue();
        assertThat(found.version()).isEqualTo("1.0");
        assertThat(found.backend()).isEqualTo("backend:3306");
        assertThat(found.firstSeen()).isNotEmpty();
        assertThat(found.lastSeen()).isNotEmpty();
    }

    @Test
    void nodesAreListedByHostName() {
        await(store().register(node(Samples.node("b"), true)));
        await(store().register(node(Samples.node("a"), true)));

        assertThat(available()).containsExactly(Samples.node("a"), Samples.node("b"));
    }

    @Test
    void commandLineProcessesAreNotAvailableNodes() {
        await(store().register(node(Samples.NODE, false)));

        assertThat(available()).isEmpty();
    }

    @Test
    void allLivingProcessesAreListedCommandLinesToo() {
        await(store().register(node(Samples.NODE, false)));
        age(Duration.ofSeconds(4));
        await(store().register(node(Samples.node("b"), true)));
        await(store().register(node(Samples.node("a"), false)));

        assertThat(await(store().alive()).stream().map(NodeStore.Node::id)).containsExactly(Samples.node("a"),
                Samples.node("b"));
        assertThat(await(store().alive()).stream().map(NodeStore.Node::httpMode)).containsExactly(false, true);
    }

    @Test
    void aNodeNotRenewedForTwoSecondsIsNotAvailable() {
        await(store().register(node(Samples.NODE, true)));
        await(store().register(node(Samples.OTHER, true)));

        age(Duration.ofSeconds(4));
        await(store().register(node(Samples.OTHER, true)));

        assertThat(available()).containsExactly(Samples.OTHER);
    }

    @Test
    void renewingKeepsTheFirstTime() {
        await(store().register(node(Samples.NODE, true)));
        age(Duration.ofSeconds(30));

        await(store().register(node(Samples.NODE, true)));

        NodeStore.Node found = await(store().available()).getFirst();
        assertThat(found.firstSeen()).isNotEqualTo(found.lastSeen());
    }

    @Test
    void anUnregisteredNodeIsGone() {
        await(store().register(node(Samples.NODE, true)));
        await(store().register(node(Samples.OTHER, true)));

        await(store().unregister(Samples.NODE));

        assertThat(available()).containsExactly(Samples.OTHER);
    }

    @Test
    void rowsThatStillBearTheSameSignExpire() {
        await(store().register(node(Samples.NODE, true)));
        await(store().register(node(Samples.OTHER, false)));
        List<NodeStore.Sign> signs = await(store().signs());
        await(store().register(node(Samples.NODE, true)));

        int expired = await(store().expire(signs));

        assertThat(expired).isEqualTo(1);
        assertThat(available()).containsExactly(Samples.NODE);
        assertThat(await(store().expire(signs))).isZero();
    }

    @Test
    void aClockThatIsWrongMakesNobodyExpire() {
        await(store().register(node(Samples.NODE, true)));
        List<NodeStore.Sign> signs = await(store().signs());
        age(Duration.ofSeconds(10));
        await(store().register(node(Samples.NODE, true)));
        age(Duration.ofSeconds(10));

        assertThat(await(store().expire(signs))).isZero();
        assertThat(await(store().expire(List.of()))).isZero();
        assertThat(await(store().signs())).extracting(NodeStore.Sign::id).containsExactly(Samples.NODE);
    }
}
