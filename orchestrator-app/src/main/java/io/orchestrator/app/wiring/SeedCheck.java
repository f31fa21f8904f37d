package io.orchestrator.app.wiring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.ports.driven.InstanceProber;
import io.orchestrator.ports.driven.InstanceStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the seeds before the service starts. A seed that does not answer is told in one line; a service that knows no server yet
 * and can reach none of its seeds has nothing to do and does not start.
 */
final class SeedCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SeedCheck.class);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(10);

    private final InstanceProber prober;
    private final InstanceStore store;
    private final Duration deadline;

    SeedCheck(InstanceProber prober, InstanceStore store, Duration deadline) {
        this.prober = prober;
        this.store = store;
        this.deadline = deadline;
    }

    /** Why the service cannot start with these seeds; empty when it can. */
    Optional<String> refusal(List<InstanceKey> seeds) {
        if (seeds.isEmpty()) {
            return Optional.empty();
        }
        Map<InstanceKey, CompletableFuture<ProbeOutcome>> looks = new LinkedHashMap<>();
        seeds.forEach(seed -> looks.put(seed,
                prober.probe(seed, InstanceProber.Depth.ROUTINE, deadline).toCompletableFuture()));
        List<String> failures = new ArrayList<>();
        looks.forEach((seed, look) -> failure(look).ifPresent(reason -> failures.add(seed + ": " + reason)));
        if (failures.size() == seeds.size() && await(store.keys().toCompletableFuture(), STORE_DEADLINE)
                .filter(keys -> keys.isEmpty())
                .isPresent()) {
            return Optional.of(
                    "DiscoverySeeds: no server is known yet and no seed can be read: " + String.join("; ", failures));
        }
        failures.forEach(
                failure -> LOG.warn("DiscoverySeeds: a seed cannot be read; it is tried again with every poll: {}",
                        failure));
        return Optional.empty();
    }

    private Optional<String> failure(CompletableFuture<ProbeOutcome> look) {
        ProbeOutcome outcome = await(look, deadline.plusSeconds(1)).orElse(null);
        return switch (outcome) {
            case null -> Optional.of("no answer within " + deadline.toMillis() + " ms");
            case ProbeOutcome.Seen _ -> Optional.empty();
            case ProbeOutcome.PartlySeen partly -> text(partly.failure());
            case ProbeOutcome.Unseen unseen -> text(unseen.failure());
        };
    }

    private static Optional<String> text(ProbeFailure failure) {
        return Optional.of(failure.message());
    }

    private static <T> Optional<T> await(CompletableFuture<T> future, Duration limit) {
        try {
            return Optional.of(future.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not answered: {}", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
