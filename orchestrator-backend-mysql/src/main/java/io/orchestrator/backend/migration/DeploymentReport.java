package io.orchestrator.backend.migration;

import java.util.List;
import java.util.Objects;

/**
 * What a deployment found and did.
 *
 * @param origin whose backend it was
 * @param lastDeployed version that deployed last before us, empty when none did or it had none
 * @param changes what was added to the contract tables, in order
 * @param differences what deviates from the contract and was left alone
 * @param ownMigrations how many scripts for our own tables were run
 */
public record DeploymentReport(Origin origin, String lastDeployed, List<String> changes, List<String> differences,
        int ownMigrations) {

    /** Whose backend a schema is, by backend-schema.md 6.1. */
    public enum Origin {
        /** Nothing of the contract was there. */
        FRESH,
        /** Contract tables, but no version ever completed its deployment. */
        UNFINISHED,
        /** A version of the reference, or of ours, has deployed here. */
        DEPLOYED
    }

    public DeploymentReport {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(lastDeployed);
        changes = List.copyOf(changes);
        differences = List.copyOf(differences);
    }

    /** Whether anything was changed. */
    public boolean changedAnything() {
        return !changes.isEmpty() || ownMigrations > 0;
    }
}
