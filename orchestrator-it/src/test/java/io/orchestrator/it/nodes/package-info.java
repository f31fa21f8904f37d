/**
 * Several service nodes on one backend, as their operators deploy them. {@link io.orchestrator.it.nodes.NodeFleet} runs the built
 * distribution several times on the members of a cluster or on one server; a test kills, stops or ends nodes and servers and asks the
 * nodes and the backend what became of leadership, recoveries and commands.
 */
@NullMarked
package io.orchestrator.it.nodes;

import org.jspecify.annotations.NullMarked;
