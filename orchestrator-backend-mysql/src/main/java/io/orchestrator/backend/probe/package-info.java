/**
 * What a probe asks and how the answers are read. {@link io.orchestrator.backend.probe.TargetProber} takes a server's kept
 * session, learns which variables that server has ({@code ServerTraits}), sends the {@code ProbeScript} for it in one round
 * trip, and hands each answer to a reader: pure classes over rows, one per kind of answer, that know the names of all
 * versions. What changes rarely (classification, replica list, status values) is asked on the same session after that, now
 * and then, and remembered in {@code KeptReadings}. A MaxScale {@code BinlogServer} understands only a few statements, one at a
 * time; what it says is put into rows that the same readers read.
 */
@NullMarked
package io.orchestrator.backend.probe;

import org.jspecify.annotations.NullMarked;
