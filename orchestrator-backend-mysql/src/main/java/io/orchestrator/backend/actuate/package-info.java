/**
 * What changes a monitored server. {@link io.orchestrator.backend.actuate.TargetActuator} opens a connection for one action and
 * hands it, as {@code Hands}, to the steps for that action; a step reads the server's state, does what is missing and reads
 * again. {@code Hands} remembers whether a changing statement was sent: that decides between <em>failed</em> and
 * <em>unanswered</em> when the connection breaks or the deadline passes.
 */
@NullMarked
package io.orchestrator.backend.actuate;

import org.jspecify.annotations.NullMarked;
