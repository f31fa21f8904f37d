/**
 * The service as a whole against real servers.
 */
@NullMarked
package io.orchestrator.it;

import org.jspecify.annotations.NullMarked;
