/**
 * Brings the backend's schema up to date, and knows what the reference left there.
 *
 * <p>{@link io.orchestrator.backend.migration.ContractSchema} reads the one definition of the 47 contract tables
 * (resources {@code db/contract}, written so that a reader can check them against backend-schema.md 4).
 * {@link io.orchestrator.backend.migration.Reconciler} compares it with a live schema and lists what to add; a
 * {@code SchemaDdl} per vendor renders that. Tables of our own (prefix {@code orcj_}) come from Flyway scripts, one
 * idempotent statement each. {@link io.orchestrator.backend.migration.BackendDeployer} does all of it under a lock row,
 * one process at a time.
 */
@NullMarked
package io.orchestrator.backend.migration;

import org.jspecify.annotations.NullMarked;
