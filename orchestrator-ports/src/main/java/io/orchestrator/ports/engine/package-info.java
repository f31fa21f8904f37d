/**
 * The engine that pumps the core: an event loop that never blocks. Probe outcomes fold into the fleet view, changes wake the
 * detection loop for that one cluster, decisions start a recovery in the {@link RecoveryRunner}, and what was seen goes to the
 * store through the {@link Journal}. Everything here runs as tasks of one {@link Loop}, one at a time; ports answer by posting to it.
 * The orchestrator wires it and is what embedders, HTTP and the command line talk to.
 */
@NullMarked
package io.orchestrator.ports.engine;

import org.jspecify.annotations.NullMarked;
