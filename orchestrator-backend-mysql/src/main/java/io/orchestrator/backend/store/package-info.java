/**
 * The stores: one class per port of {@code io.orchestrator.ports.driven} that keeps something in the backend.
 *
 * <p>{@link io.orchestrator.backend.store.BackendStores} makes them all over one open database. A call becomes a piece of
 * work on a virtual thread with a deadline of its own ({@code StoreCalls}); what fails leaves as a {@code PortException}.
 * Contract tables are written with the exact names and values of backend-schema.md, so that the reference can read them;
 * what only we need stands in {@code orcj_} tables beside them, written in the same transaction.
 */
@NullMarked
package io.orchestrator.backend.store;

import org.jspecify.annotations.NullMarked;
