package io.orchestrator.app.cli;

/**
 * One flag of the executable. One dash or two are the same; there are no clusters and no prefixes.
 *
 * @param name without dashes
 * @param isBoolean takes a value only with an equals sign
 * @param description for the usage text
 * @param defaultValue the value when it is not given, as text
 */
record Flag(String name, boolean isBoolean, String description, String defaultValue) {}
