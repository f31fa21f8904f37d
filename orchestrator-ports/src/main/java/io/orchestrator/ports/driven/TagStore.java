package io.orchestrator.ports.driven;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import org.jspecify.annotations.Nullable;

/** Tags of servers ({@code database_instance_tags}); they never expire. */
public interface TagStore {
    /**
     * One tag of one server.
     *
     * @param value empty for a tag that is only a name
     */
    record Tag(InstanceKey key, String name, String value) {
        public Tag {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
        }
    }

    /** All tags by host name, port and tag name. */
    CompletionStage<List<Tag>> readAll();

    /** Gives a server a tag, with another value if it has it already. */
    CompletionStage<Void> put(Tag tag);

    /**
     * Takes a tag away.
     *
     * @param key from this server; null = from all
     * @param value only where it has this value; null = whatever its value
     * @return the servers that had it, by host name and port
     */
    CompletionStage<List<InstanceKey>> remove(@Nullable InstanceKey key, String name, @Nullable String value);
}
