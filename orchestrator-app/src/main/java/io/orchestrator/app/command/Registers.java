package io.orchestrator.app.command;

import java.util.Objects;

import io.orchestrator.ports.driven.AttributeStore;
import io.orchestrator.ports.driven.NameStore;
import io.orchestrator.ports.driven.NodeStore;

/** Small tables that the engine has nothing to do with: commands read and write them directly. */
record Registers(NodeStore nodes, NameStore names, AttributeStore attributes) {
    Registers {
        Objects.requireNonNull(nodes, "nodes");
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(attributes, "attributes");
    }
}
