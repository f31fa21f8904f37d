/**
 * The distribution as a user gets it: the folder that {@code package} built goes in, what it holds and how it starts comes
 * out.
 */
@NullMarked
package io.orchestrator.it.distribution;

import org.jspecify.annotations.NullMarked;
