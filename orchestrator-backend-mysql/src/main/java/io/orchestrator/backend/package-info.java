/**
 * Adapters that speak SQL: our own tables on one side, the monitored servers on the other.
 */
@NullMarked
package io.orchestrator.backend;

import org.jspecify.annotations.NullMarked;
