package io.orchestrator.domain.operations;

import java.util.Objects;

import io.orchestrator.domain.identity.InstanceKey;

/**
 * Something the product decided, to act or not to act, with the reason a person would ask for. Decisions are written when they
 * change, not each time they are repeated (design: nothing silent).
 *
 * @param topic what was decided about, e.g. {@code detection}, {@code recovery}, {@code leadership}
 * @param key the server it is about, {@link InstanceKey#NONE} when none
 * @param clusterName the cluster it is about, may be empty
 * @param verdict short fixed word, e.g. {@code recover}, {@code blocked}, {@code refused}
 * @param reason the sentence shown to people
 */
public record Decision(String topic, InstanceKey key, String clusterName, String verdict, String reason) {
    public Decision {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(clusterName, "clusterName");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
    }
}
