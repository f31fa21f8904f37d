package io.orchestrator.app.cli;

/**
 * One understood command line.
 *
 * @param mode what to be
 * @param start switches of the process
 * @param options flags of the command; of no meaning in the service modes
 */
public record Invocation(Mode mode, StartOptions start, CommandOptions options) {}
