package io.orchestrator.ports.driven;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** General attributes: values under names, belonging to no host (backend-schema.md 4.4, {@code host_attributes}). They never expire. */
public interface AttributeStore {
    /** The value under a name; empty when there is none. */
    CompletionStage<Optional<String>> general(String name);

    /** Puts a value under a name, in place of the one there. */
    CompletionStage<Void> putGeneral(String name, String value);
}
