/**
 * Whom to promote. Facts of each replica and a reading taken after its receiver stopped go in; every constraint either passes a
 * replica or gives the reason for its refusal, a total order ranks the rest, and out comes a choice: whom, caught up from whom, who
 * will follow, who is lost and which transactions are.
 */
@NullMarked
package io.orchestrator.domain.promotion;

import org.jspecify.annotations.NullMarked;
