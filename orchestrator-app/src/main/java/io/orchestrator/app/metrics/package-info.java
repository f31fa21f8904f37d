/**
 * What this process measures. Its parts tell a {@link io.orchestrator.app.metrics.MeterSink}; {@link
 * io.orchestrator.app.metrics.ProcessMetrics} adds how the engine stands and what the Java runtime says, and hands all of it to whoever
 * reads: the HTTP pages, and {@link io.orchestrator.app.metrics.GraphitePusher}.
 */
@NullMarked
package io.orchestrator.app.metrics;

import org.jspecify.annotations.NullMarked;
