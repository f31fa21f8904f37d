/**
 * Helpers for tests of every module: seeded random values in, the smallest failing value and its seed out.
 */
@NullMarked
package io.orchestrator.domain.testing;

import org.jspecify.annotations.NullMarked;
