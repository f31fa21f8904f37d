/**
 * The configuration files. Search path and files go in; out comes one immutable {@link
 * io.orchestrator.app.config.Configuration}, or the list of every fault found. In between: {@code FileReader} turns
 * JSON into a {@code Layer} of assignments with their places, {@code Folding} lays the layers over the defaults and
 * runs the adjustments of config.md 4 after each, and what a reload may not touch is put back to its running value.
 */
@NullMarked
package io.orchestrator.app.config;

import org.jspecify.annotations.NullMarked;
