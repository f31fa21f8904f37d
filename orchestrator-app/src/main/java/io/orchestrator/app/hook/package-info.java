/** Runs the processes that are configured for points of a recovery. */
@NullMarked
package io.orchestrator.app.hook;

import org.jspecify.annotations.NullMarked;
