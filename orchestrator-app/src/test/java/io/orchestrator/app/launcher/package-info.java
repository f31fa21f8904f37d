/**
 * Tests of {@code bin/orchestrator}: an environment and folders that look like JDKs go in, the chosen JDK and its command
 * line come out.
 */
@NullMarked
package io.orchestrator.app.launcher;

import org.jspecify.annotations.NullMarked;
