/**
 * The service put together: configuration is read, the parts are wired, and the command line or the daemon starts.
 */
@NullMarked
package io.orchestrator.app;

import org.jspecify.annotations.NullMarked;
