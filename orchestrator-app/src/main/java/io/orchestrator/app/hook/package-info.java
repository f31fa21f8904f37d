/**
 * Runs the processes that are configured for points of a recovery (recovery.md 14; ADR 0028): {@code HookProcesses} takes the list of a
 * point, {@code HookCommand} reads each entry, {@code HookVariables} puts the values into its text and environment, {@code HookProcess}
 * runs it with {@code CapturedOutput} at its end, and {@code ProcessTree} ends what does not end by itself.
 */
@NullMarked
package io.orchestrator.app.hook;

import org.jspecify.annotations.NullMarked;
