package io.orchestrator.ports.engine;

import java.util.Objects;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.ports.driven.AccessTokenStore;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.ClaimStore;
import io.orchestrator.ports.driven.DetectionStore;
import io.orchestrator.ports.driven.HookRunner;
import io.orchestrator.ports.driven.HostnameResolver;
import io.orchestrator.ports.driven.InstanceActuator;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.LeaderStore;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.driven.MetricsSink;
import io.orchestrator.ports.driven.NameStore;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driven.RecoveryStore;
import io.orchestrator.ports.driven.Scheduler;
import io.orchestrator.ports.driven.ServerWatch;
import io.orchestrator.ports.driven.TagStore;
import io.orchestrator.ports.driven.TimeSource;

/**
 * Every driven port, as the engine gets them.
 *
 * @param time the two clocks
 * @param scheduler runs the engine
 * @param servers monitored servers
 * @param stores the backend
 * @param audit where audit entries and decisions go
 * @param hooks configured processes
 * @param metrics counts and durations
 * @param resolver names
 * @param recoveryUids new unique ids
 */
public record World(TimeSource time, Scheduler scheduler, Servers servers, Stores stores, AuditLog audit,
        HookRunner hooks,
        MetricsSink metrics, HostnameResolver resolver, Supplier<RecoveryUid> recoveryUids) {
    public World {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(scheduler, "scheduler");
        Objects.requireNonNull(servers, "servers");
        Objects.requireNonNull(stores, "stores");
        Objects.requireNonNull(audit, "audit");
        Objects.requireNonNull(hooks, "hooks");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(resolver, "resolver");
        Objects.requireNonNull(recoveryUids, "recoveryUids");
    }

    /** The ports to monitored servers. */
    public record Servers(InstanceProber prober, InstanceActuator actuator, ServerWatch watch) {
        public Servers {
            Objects.requireNonNull(prober, "prober");
            Objects.requireNonNull(actuator, "actuator");
            Objects.requireNonNull(watch, "watch");
        }
    }

    /** The ports to small tables that the engine only hands on. */
    public record Registers(MaintenanceStore maintenance, TagStore tags, PoolStore pools,
            AccessTokenStore accessTokens, NameStore names) {
        public Registers {
            Objects.requireNonNull(maintenance, "maintenance");
            Objects.requireNonNull(tags, "tags");
            Objects.requireNonNull(pools, "pools");
            Objects.requireNonNull(accessTokens, "accessTokens");
            Objects.requireNonNull(names, "names");
        }
    }

    /** The ports to the backend, one per aggregate. */
    public record Stores(LeaderStore leaders, NodeStore nodes, ClaimStore claims, RecoveryStore recoveries,
            DetectionStore detections, InstanceStore instances, IntentStore intents, Registers registers) {
        public Stores {
            Objects.requireNonNull(leaders, "leaders");
            Objects.requireNonNull(nodes, "nodes");
            Objects.requireNonNull(claims, "claims");
            Objects.requireNonNull(recoveries, "recoveries");
            Objects.requireNonNull(detections, "detections");
            Objects.requireNonNull(instances, "instances");
            Objects.requireNonNull(intents, "intents");
            Objects.requireNonNull(registers, "registers");
        }
    }
}
