/**
 * Adapters that need nothing but memory: an engine without a database, and a world in virtual time.
 *
 * <p>
 * {@link io.orchestrator.ports.inmemory.InMemoryBackend} holds what a backend holds and hands out its stores, either answering at once or
 * through a {@link io.orchestrator.ports.inmemory.Line} that is slow, loses answers or refuses;
 * {@link io.orchestrator.ports.inmemory.VirtualTime} is clock and scheduler of a simulation,
 * {@link io.orchestrator.ports.inmemory.SystemTime} and {@link io.orchestrator.ports.inmemory.SingleThreadScheduler} those of real life.
 */
@NullMarked
package io.orchestrator.ports.inmemory;

import org.jspecify.annotations.NullMarked;
