/**
 * The picture of all servers. Observed servers and what people said of them go in; out comes a
 * {@link io.orchestrator.domain.topology.Fleet}: every server with its cluster, depth and errant transactions, and every cluster as
 * an immutable {@link io.orchestrator.domain.topology.Topology} that can be walked, asked and drawn. Cycles never hang anything.
 */
@NullMarked
package io.orchestrator.domain.topology;

import org.jspecify.annotations.NullMarked;
