/**
 * What a probe saw. A prober turns one server's answers into an {@link io.orchestrator.domain.instance.InstanceSnapshot}, wraps it in a
 * {@link io.orchestrator.domain.instance.ProbeOutcome} with the times of the probe, and the fleet folds outcome after outcome into an
 * {@link io.orchestrator.domain.instance.ObservedInstance}. Times are monotonic durations since the process' origin.
 */
@NullMarked
package io.orchestrator.domain.instance;

import org.jspecify.annotations.NullMarked;
