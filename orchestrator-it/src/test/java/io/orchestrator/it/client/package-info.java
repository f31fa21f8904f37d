/**
 * The shell client {@code orchestrator-client} (client.md): a command line and what a server answers go in; the requests that the server
 * saw, the output and the exit status come out. Against a server that answers what a test wants, and against the service itself.
 */
@NullMarked
package io.orchestrator.it.client;

import org.jspecify.annotations.NullMarked;
