package io.orchestrator.ports.contract;

import java.util.List;

import io.orchestrator.ports.driven.TagStore;
import io.orchestrator.ports.driven.TagStore.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every {@link TagStore} does. */
public abstract class TagStoreContract extends StoreContract {
    private static final Tag ROLE = new Tag(Samples.FAILED, "role", "source");
    private static final Tag SPARE = new Tag(Samples.REPLICA, "spare", "");

    /** The store, on an empty backend. */
    protected abstract TagStore store();

    @Test
    void tagsAreReadByServerAndName() {
        await(store().put(SPARE));
        await(store().put(ROLE));
        Tag name = new Tag(Samples.FAILED, "näme", "wért");
        await(store().put(name));

        assertThat(await(store().readAll())).containsExactlyInAnyOrder(ROLE, name, SPARE).last().isEqualTo(SPARE);
    }

    @Test
    void aTagHasItsLastValue() {
        await(store().put(ROLE));
        Tag changed = new Tag(Samples.FAILED, "role", "replica");

        await(store().put(changed));

        assertThat(await(store().readAll())).containsExactly(changed);
    }

    @Test
    void aTagIsTakenFromOneServer() {
        await(store().put(ROLE));
        await(store().put(new Tag(Samples.REPLICA, "role", "source")));

        assertThat(await(store().remove(Samples.REPLICA, "role", null))).containsExactly(Samples.REPLICA);
        assertThat(await(store().remove(Samples.REPLICA, "role", null))).isEmpty();
        assertThat(await(store().readAll())).containsExactly(ROLE);
    }

    @Test
    void aTagIsTakenWhereItHasTheValue() {
        await(store().put(ROLE));
        await(store().put(new Tag(Samples.REPLICA, "role", "replica")));

        assertThat(await(store().remove(Samples.REPLICA, "role", "source"))).isEmpty();
        assertThat(await(store().remove(null, "role", "source"))).isEqualTo(List.of(Samples.FAILED));
        assertThat(await(store().remove(null, "role", null))).containsExactly(Samples.REPLICA);
        assertThat(await(store().readAll())).isEmpty();
    }
}
