package io.orchestrator.ports.driven;

import io.orchestrator.domain.identity.InstanceKey;

/** Turns names that people and servers use into the names servers go by (discovery.md 7). Answers from memory at once. */
public interface HostnameResolver {
    InstanceKey resolve(InstanceKey key);

    /** A probe found that a server asked for as {@code probed} calls itself {@code reported}. */
    void learn(InstanceKey probed, InstanceKey reported);
}
