/**
 * How integration tests meet their servers: {@link io.orchestrator.it.server.ServerTest} runs a test once per flavor. The tests of the
 * servers themselves are here too.
 */
@NullMarked
package io.orchestrator.it.server;

import org.jspecify.annotations.NullMarked;
