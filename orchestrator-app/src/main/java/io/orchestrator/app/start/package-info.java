/**
 * The way from the command line to the running service. Arguments flow through {@code app.cli}, files through
 * {@code app.config}; {@link io.orchestrator.app.start.Startup} checks the two against each other and hands them to the
 * {@link io.orchestrator.app.start.ServiceLauncher} that the wiring supplies. It knows nothing of what it launches.
 */
@NullMarked
package io.orchestrator.app.start;

import org.jspecify.annotations.NullMarked;
