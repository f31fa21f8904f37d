package io.orchestrator.ports.driven;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.NodeId;

/** Registration of service nodes and command-line processes (ha-shared-backend.md 2). */
public interface NodeStore {
    /**
     * A process as registered.
     *
     * @param id host name and token
     * @param httpMode service node, not a command-line process
     * @param command command-line operation, empty in service mode
     * @param version build version
     * @param backend where its backend is, as configured
     * @param firstSeen backend time of its first registration, as rendered
     * @param lastSeen backend time of its last registration, as rendered
     */
    record Node(NodeId id, boolean httpMode, String command, String version, String backend, String firstSeen,
            String lastSeen) {
        public Node {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(command, "command");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(backend, "backend");
            Objects.requireNonNull(firstSeen, "firstSeen");
            Objects.requireNonNull(lastSeen, "lastSeen");
        }
    }

    /** Registers or renews; firstSeen and lastSeen of the argument are ignored. */
    CompletionStage<Void> register(Node node);

    /** Service nodes seen within the last 2 s, by host name. */
    CompletionStage<List<Node>> available();

    /** All processes seen within the last 2 s, command lines too, by host name and token. */
    CompletionStage<List<Node>> alive();

    /** Removes the own row at a clean stop. */
    CompletionStage<Void> unregister(NodeId id);

    /**
     * What a process left in its row with its last registration. As long as it lives, another is found there a second later.
     *
     * @param lastSeen as rendered, by the clock of whichever server of the backend it reached
     * @param count of registrations
     */
    record Sign(NodeId id, String lastSeen, long count) {
        public Sign {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(lastSeen, "lastSeen");
        }
    }

    /** The signs of all registered processes. */
    CompletionStage<List<Sign>> signs();

    /**
     * Removes the rows that still bear these signs. Whoever gives signs that he read 5 s ago removes only processes that did not register
     * meanwhile, however wrong the clock of any server of the backend is.
     *
     * @return completes with how many were removed
     */
    CompletionStage<Integer> expire(List<Sign> signs);

    /** Removes processes that first registered longer ago from the history (leader, minutely); answers how many. */
    CompletionStage<Integer> expireHistory(Duration age);
}
