/**
 * Which servers to probe, and when. Keys come in from seeds, people and the neighbours that successful probes name;
 * {@link io.orchestrator.domain.discovery.HostFilters} keep some out, forgotten ones stay out for a while, and
 * {@link io.orchestrator.domain.discovery.DiscoverySchedule} hands out the keys that are due. What became of a probe goes back in.
 */
@NullMarked
package io.orchestrator.domain.discovery;

import org.jspecify.annotations.NullMarked;
