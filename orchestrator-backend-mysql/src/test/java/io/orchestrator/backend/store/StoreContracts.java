package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.List;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.ports.contract.AccessTokenStoreContract;
import io.orchestrator.ports.contract.AttributeStoreContract;
import io.orchestrator.ports.contract.AuditLogContract;
import io.orchestrator.ports.contract.ClaimStoreContract;
import io.orchestrator.ports.contract.DetectionStoreContract;
import io.orchestrator.ports.contract.InstanceStoreContract;
import io.orchestrator.ports.contract.IntentStoreContract;
import io.orchestrator.ports.contract.LeaderStoreContract;
import io.orchestrator.ports.contract.MaintenanceStoreContract;
import io.orchestrator.ports.contract.NameStoreContract;
import io.orchestrator.ports.contract.NodeStoreContract;
import io.orchestrator.ports.contract.PoolStoreContract;
import io.orchestrator.ports.contract.RecoveryRegistrationContract;
import io.orchestrator.ports.contract.RecoveryStoreContract;
import io.orchestrator.ports.contract.TagStoreContract;
import io.orchestrator.ports.driven.AccessTokenStore;
import io.orchestrator.ports.driven.AttributeStore;
import io.orchestrator.ports.driven.AuditLog;
import io.orchestrator.ports.driven.ClaimStore;
import io.orchestrator.ports.driven.DetectionStore;
import io.orchestrator.ports.driven.InstanceStore;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.LeaderStore;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.driven.NameStore;
import io.orchestrator.ports.driven.NodeStore;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driven.TagStore;
import io.orchestrator.ports.engine.World;
import org.junit.jupiter.api.Nested;

/** The contract kits of all store ports. */
public abstract class StoreContracts extends StoreScenarios {

    @Nested
    class Leaders extends LeaderStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected LeaderStore store() {
            return stores.leader();
        }

        @Override
        protected void referenceTakesTheRow(NodeId reference) {
            backend.electReference(reference);
        }
    }

    @Nested
    class Claims extends ClaimStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected ClaimStore store() {
            return stores.claims();
        }
    }

    @Nested
    class Nodes extends NodeStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected NodeStore store() {
            return stores.nodes();
        }
    }

    @Nested
    class Detections extends DetectionStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected DetectionStore store() {
            return stores.detections();
        }
    }

    @Nested
    class Instances extends InstanceStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected InstanceStore store() {
            return stores.instances();
        }

        @Override
        protected InstanceStore another() {
            return backend.storesOfAnother().instances();
        }
    }

    @Nested
    class Intents extends IntentStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected IntentStore store() {
            return stores.intents();
        }

        @Override
        protected InstanceStore instances() {
            return stores.instances();
        }

        @Override
        protected AttributeStore attributes() {
            return stores.attributes();
        }
    }

    @Nested
    class Registrations extends RecoveryRegistrationContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected World.Stores stores() {
            return stores.forEngine();
        }

        @Override
        protected void referenceBegins(RecoveryUid uid, InstanceKey failed, ClusterName cluster, NodeId owner) {
            backend.beginReferenceRecovery(uid, failed, cluster, owner);
        }
    }

    @Nested
    class Recoveries extends RecoveryStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected World.Stores stores() {
            return stores.forEngine();
        }

        @Override
        protected void referenceBegins(RecoveryUid uid, InstanceKey failed, ClusterName cluster, NodeId owner) {
            backend.beginReferenceRecovery(uid, failed, cluster, owner);
        }
    }

    @Nested
    class Tags extends TagStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected TagStore store() {
            return stores.tags();
        }
    }

    @Nested
    class Pools extends PoolStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected PoolStore store() {
            return stores.pools();
        }

        @Override
        protected IntentStore intents() {
            return stores.intents();
        }
    }

    @Nested
    class Maintenance extends MaintenanceStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected MaintenanceStore store() {
            return stores.maintenance();
        }

        @Override
        protected IntentStore intents() {
            return stores.intents();
        }
    }

    @Nested
    class Names extends NameStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected NameStore store() {
            return stores.names();
        }

        @Override
        protected IntentStore intents() {
            return stores.intents();
        }
    }

    @Nested
    class Attributes extends AttributeStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected AttributeStore store() {
            return stores.attributes();
        }
    }

    @Nested
    class AccessTokens extends AccessTokenStoreContract {
        @Override
        protected void age(Duration by) {
            backend.age(by);
        }

        @Override
        protected AccessTokenStore store() {
            return stores.accessTokens();
        }

        @Override
        protected IntentStore intents() {
            return stores.intents();
        }
    }

    @Nested
    class Audits extends AuditLogContract {
        private final BackendStores ownStores = backend.stores();

        @Override
        protected AuditLog log() {
            return ownStores.audit();
        }

        @Override
        protected List<String> written() {
            return java.util.stream.Stream.concat(
                    backend.query("select audit_type, hostname, port, message from audit order by audit_id").stream(),
                    backend.query("select topic, verdict, hostname, port, reason from orcj_event order by event_id")
                            .stream())
                    .toList();
        }
    }
}
