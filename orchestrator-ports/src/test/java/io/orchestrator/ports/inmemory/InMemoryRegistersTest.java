package io.orchestrator.ports.inmemory;

import java.time.Duration;

import io.orchestrator.ports.contract.AccessTokenStoreContract;
import io.orchestrator.ports.contract.AttributeStoreContract;
import io.orchestrator.ports.contract.MaintenanceStoreContract;
import io.orchestrator.ports.contract.NameStoreContract;
import io.orchestrator.ports.contract.PoolStoreContract;
import io.orchestrator.ports.contract.TagStoreContract;
import io.orchestrator.ports.driven.AccessTokenStore;
import io.orchestrator.ports.driven.AttributeStore;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.MaintenanceStore;
import io.orchestrator.ports.driven.NameStore;
import io.orchestrator.ports.driven.PoolStore;
import io.orchestrator.ports.driven.TagStore;
import org.junit.jupiter.api.Nested;

class InMemoryRegistersTest {
    private final InMemoryBackend backend = new InMemoryBackend(new SystemTime());

    @Nested
    class Tags extends TagStoreContract {
        @Override
        protected void age(Duration by) {
            backend.advance(by);
        }

        @Override
        protected TagStore store() {
            return backend.tags();
        }
    }

    @Nested
    class Pools extends PoolStoreContract {
        @Override
        protected void age(Duration by) {
            backend.advance(by);
        }

        @Override
        protected PoolStore store() {
            return backend.pools();
        }

        @Override
        protected IntentStore intents() {
            return backend.stores().intents();
        }
    }

    @Nested
    class Maintenance extends MaintenanceStoreContract {
        @Override
        protected void age(Duration by) {
            backend.advance(by);
        }

        @Override
        protected MaintenanceStore store() {
            return backend.maintenance();
        }

        @Override
        protected IntentStore intents() {
            return backend.stores().intents();
        }
    }

    @Nested
    class Names extends NameStoreContract {
        @Override
        protected void age(Duration by) {
            backend.advance(by);
        }

        @Override
        protected NameStore store() {
            return backend.names();
        }

        @Override
        protected IntentStore intents() {
            return backend.stores().intents();
        }
    }

    @Nested
    class Attributes extends AttributeStoreContract {
        @Override
        protected void age(Duration by) {
            backend.advance(by);
        }

        @Override
        protected AttributeStore store() {
            return backend.attributes();
        }
    }

    @Nested
    class AccessTokens extends AccessTokenStoreContract {
        @Override
        protected void age(Duration by) {
            backend.advance(by);
        }

        @Override
        protected AccessTokenStore store() {
            return backend.accessTokens();
        }

        @Override
        protected IntentStore intents() {
            return backend.stores().intents();
        }
    }
}
