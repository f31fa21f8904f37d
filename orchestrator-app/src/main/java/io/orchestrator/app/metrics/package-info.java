/** Counts and durations, for whoever scrapes them. */
@NullMarked
package io.orchestrator.app.metrics;

import org.jspecify.annotations.NullMarked;
