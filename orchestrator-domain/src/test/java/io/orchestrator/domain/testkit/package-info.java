/**
 * Helpers that the tests of every module may use: {@link io.orchestrator.domain.testkit.ForAll} checks a property on many
 * seeded random cases and reports the smallest failing one it finds, with the seed that brings it back.
 */
@NullMarked
package io.orchestrator.domain.testkit;

import org.jspecify.annotations.NullMarked;
