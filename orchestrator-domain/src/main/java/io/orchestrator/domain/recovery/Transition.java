package io.orchestrator.domain.recovery;

import java.util.List;
import java.util.Objects;

/**
 * What follows from an event.
 *
 * @param next the state to store
 * @param command what to do once it is stored
 * @param messages step texts to store with it
 */
public record Transition(RecoveryState next, RecoveryCommand command, List<String> messages) {
    public Transition {
        Objects.requireNonNull(next, "next");
        Objects.requireNonNull(command, "command");
        messages = List.copyOf(messages);
    }
}
