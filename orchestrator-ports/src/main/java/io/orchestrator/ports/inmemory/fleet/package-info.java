/**
 * Servers that exist in virtual time only. A {@link io.orchestrator.ports.inmemory.fleet.SimulatedFleet} holds servers that replicate from
 * each other, crash, hang, lag, are cut off and come back; each process that looks at it gets ports of its own
 * ({@link io.orchestrator.ports.inmemory.fleet.Viewpoint}), whose messages are delayed, lost or executed late as on a real network.
 * {@link io.orchestrator.ports.inmemory.fleet.SimulatedClients} write, and remember what was acknowledged.
 */
@NullMarked
package io.orchestrator.ports.inmemory.fleet;

import org.jspecify.annotations.NullMarked;
