/**
 * What is done about a failure. A {@link io.orchestrator.domain.recovery.RecoveryDecision} says whether an analysis is acted on and
 * why; a recovery then is a state machine, state × event → state + commands, in which every state is stored before its commands run.
 * Records of past recoveries and detections are described here as the contract stores them.
 */
@NullMarked
package io.orchestrator.domain.recovery;

import org.jspecify.annotations.NullMarked;
