/**
 * Live events over HTTP: {@link io.orchestrator.http.live.AnalysisStreams} listens to the engine for each client that reads, puts events into
 * text as server-sent events have it, and writes it on a thread of that client's own. {@code http.server} lets the client in and hands over
 * where to write.
 */
@NullMarked
package io.orchestrator.http.live;

import org.jspecify.annotations.NullMarked;
