/**
 * The engine and the core in a simulated world. From a seed come a {@link io.orchestrator.ports.simulation.Stage} with servers, nodes and
 * clients, and {@link io.orchestrator.ports.simulation.Faults} that befall them; {@link io.orchestrator.ports.simulation.Checks} watches
 * what is done to the servers, and judges when all is quiet. The same seed gives the same
 * {@link io.orchestrator.ports.simulation.Trace}. A {@link io.orchestrator.ports.simulation.Bug} planted around a port must be found.
 */
@NullMarked
package io.orchestrator.ports.simulation;

import org.jspecify.annotations.NullMarked;
