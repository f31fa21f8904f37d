package io.orchestrator.backend.migration;

import java.util.List;

/**
 * What a comparison of the contract with a live schema found.
 *
 * @param changes to be made, in this order
 * @param differences that are left alone, each a sentence for the log
 */
record Reconciliation(List<Change> changes, List<String> differences) {

    Reconciliation {
        changes = List.copyOf(changes);
        differences = List.copyOf(differences);
    }

    /** @param description for the log: what is missing */
    record Change(String description, List<String> statements) {

        Change {
            statements = List.copyOf(statements);
        }
    }
}
