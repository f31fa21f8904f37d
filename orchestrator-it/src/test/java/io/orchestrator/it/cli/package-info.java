/**
 * The command line of the built distribution, as a process of its own, beside a running service or alone, on each kind of backend and
 * with real servers.
 */
@NullMarked
package io.orchestrator.it.cli;

import org.jspecify.annotations.NullMarked;
