/**
 * Puts the service together. The mappings turn the configuration into each module's own settings, {@code ServiceModule} is the only
 * place that names Guice, and {@code Service} starts the parts in order and closes them in reverse.
 */
@NullMarked
package io.orchestrator.app.wiring;

import org.jspecify.annotations.NullMarked;
