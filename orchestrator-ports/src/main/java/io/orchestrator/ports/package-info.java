/**
 * What the engine needs of the world, and the engine itself.
 *
 * <p>Use cases come in through {@code driving}, pass through {@code engine}, and reach servers, stores and hooks
 * through {@code driven}.
 */
@NullMarked
package io.orchestrator.ports;

import org.jspecify.annotations.NullMarked;
