/**
 * Builders for tests of every module: the few facts that matter to a test go in, whole instances and replication channels
 * come out, with healthy values for the rest.
 */
@NullMarked
package io.orchestrator.domain.testing;

import org.jspecify.annotations.NullMarked;
