/**
 * The backend's tables as jOOQ sees them, the contract's and ours. The classes under {@code src/main/generated} are
 * written by the build's {@code jooq} profile from the very definitions that the deployment uses, and committed.
 */
@NullMarked
package io.orchestrator.backend.schema;

import org.jspecify.annotations.NullMarked;
