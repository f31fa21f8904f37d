package io.orchestrator.app.cli;

/**
 * The log switches of the command line (cli.md 5).
 *
 * @param quiet only errors; beats everything else
 * @param verbose from INFO on
 * @param debug from DEBUG on
 * @param stack stack traces with logged errors
 */
public record Verbosity(boolean quiet, boolean verbose, boolean debug, boolean stack) {}
