/**
 * The catalogue of configuration keys, one class per area of config.md 7. Name, type, default, what a reload does,
 * secrecy and whether the key restricts recovery flow from here into the loader, the settings records and the dump;
 * values never come in.
 */
@NullMarked
package io.orchestrator.app.config.key;

import org.jspecify.annotations.NullMarked;
