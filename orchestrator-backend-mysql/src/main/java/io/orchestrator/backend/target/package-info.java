/**
 * Connections to monitored servers. {@link io.orchestrator.backend.target.TargetConnections} opens a
 * {@link io.orchestrator.backend.target.TargetSession} for a probe (kept between probes), an operation or a watch; packages
 * {@code probe} and {@code actuate} say what goes over it and read the {@link io.orchestrator.backend.target.Row rows} that
 * come back. Hosts are looked up first, on {@link io.orchestrator.backend.target.NameThreads threads} of which those that hang take
 * none from the others. Everything that waits runs on a virtual thread of {@link io.orchestrator.backend.target.TargetThreads}, which
 * ends it when its deadline passes. {@link io.orchestrator.backend.target.Faults} turns a driver's exception into a category
 * by type and number, never by text.
 */
@NullMarked
package io.orchestrator.backend.target;

import org.jspecify.annotations.NullMarked;
