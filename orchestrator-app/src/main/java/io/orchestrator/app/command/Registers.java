package io.orchestrator.app.command;

import java.util.Objects;

import io.orchestrator.ports.driven.AttributeStore;
import io.orchestrator.ports.driven.NodeStore;

/** Small tables that the engine has nothing to do with: commands read and write them directly. */
record Registers(NodeStore nodes, AttributeStore attributes) {
    Registers {
        Objects.requireNonNull(nodes, "nodes");
        Objects.requireNonNull(attributes, "attributes");
    }
}
