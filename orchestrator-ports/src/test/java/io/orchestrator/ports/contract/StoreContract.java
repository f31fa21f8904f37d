package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What the kits of all stores need of an adapter: an empty backend for each test, and a way to let its clock pass. */
public abstract class StoreContract {
    /** How to wait for the adapter. */
    protected Patience patience() {
        return Patience.inRealTime(Duration.ofSeconds(20));
    }

    /** Makes everything that is stored older by that much, as if the backend's clock had passed. */
    protected abstract void age(Duration by);

    protected final <T> T await(CompletionStage<T> stage) {
        return patience().await(stage);
    }
}
