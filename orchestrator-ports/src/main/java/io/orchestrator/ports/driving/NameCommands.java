package io.orchestrator.ports.driving;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.Resolution;

/** Host names: what they stand for, and virtual names for servers (discovery.md 7). */
public interface NameCommands {
    /**
     * One name that this node knows.
     *
     * @param name what it stands for
     * @param expires when it is asked for again
     */
    record Cached(String name, Instant expires) {
        public Cached {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(expires, "expires");
        }
    }

    /**
     * What became of a key.
     *
     * @param key under which the server goes; the key itself when its name cannot be resolved
     * @param failure why that name cannot be resolved; empty when it can
     */
    record Resolved(InstanceKey key, String failure) {
        public Resolved {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(failure, "failure");
        }
    }

    /** The key under which a server goes, by the configured method. */
    CompletionStage<Resolved> resolve(InstanceKey given);

    /** What this node knows, by name. */
    CompletionStage<SortedMap<String, Cached>> cached();

    /** Forgets all resolved names, in this process and in the backend. */
    CompletionStage<Void> reset();

    /** Resolved name by name as the backend has them, sorted. */
    CompletionStage<Map<String, String>> resolved();

    /** Virtual name by host name, sorted. */
    CompletionStage<Map<String, String>> virtualNames();

    /** Gives the host of a server the virtual name that replicas shall use; an empty one takes it away. */
    CompletionStage<Void> registerVirtualName(InstanceKey key, String virtualName);

    /** Connects to a server; empty when it listens, else why not. */
    CompletionStage<String> dial(InstanceKey key);

    /** The canonical name of a host, whatever method is configured. */
    CompletionStage<Resolution> canonical(String hostname);
}
