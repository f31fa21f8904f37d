/**
 * The words on the command line. Arguments flow in; an {@link io.orchestrator.app.cli.Invocation} flows out, or the
 * text that answers a call which cannot be understood. Nothing is run here and no file is read.
 */
@NullMarked
package io.orchestrator.app.cli;

import org.jspecify.annotations.NullMarked;
