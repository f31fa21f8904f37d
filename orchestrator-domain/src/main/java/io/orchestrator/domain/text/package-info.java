/**
 * Texts in the contract's own forms, for every package that reads them from a configuration. It names no other package.
 */
@NullMarked
package io.orchestrator.domain.text;

import org.jspecify.annotations.NullMarked;
