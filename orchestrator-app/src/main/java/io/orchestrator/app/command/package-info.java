/**
 * Client commands: {@code orchestrator -c …}. A hand-written composition root opens the backend, and nothing else that a
 * command does not need: no injector, no HTTP server, no migration. An invocation flows in; for each instance it names a
 * {@link io.orchestrator.app.command.Call} resolves arguments against the stored fleet, asks the use cases that the
 * service offers too, and prints. What fails ends in one fatal line and status 1 (cli.md 6 to 11).
 */
@NullMarked
package io.orchestrator.app.command;

import org.jspecify.annotations.NullMarked;
