/**
 * One record per area of the configuration, with durations as {@link java.time.Duration}, enums for closed choices and
 * secrets that do not print themselves. A {@link io.orchestrator.app.config.Configuration} goes in, plain values come
 * out; the wiring hands them to the module that owns the area. Each record is complete for its area, whether or not
 * this version acts on every component.
 */
@NullMarked
package io.orchestrator.app.config.settings;

import org.jspecify.annotations.NullMarked;
