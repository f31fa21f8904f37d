/**
 * The log of the process: SLF4J events in, one line each on stderr out, in the contract's form (cli.md 5). Set up in
 * code rather than by an XML file, which would cost a command more time than most commands take.
 */
@NullMarked
package io.orchestrator.app.logging;

import org.jspecify.annotations.NullMarked;
