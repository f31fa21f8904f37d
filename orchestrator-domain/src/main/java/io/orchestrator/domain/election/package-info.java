/**
 * Which node acts. Observations of the backend's leader row and of claim rows go in, with the monotonic times at which they were
 * asked for; out come the node's role, its term, and whether it may try to take over. No clock, no store: pure state machines.
 */
@NullMarked
package io.orchestrator.domain.election;

import org.jspecify.annotations.NullMarked;
