/**
 * From a cluster's picture to what is wrong with it. For every server the inputs are gathered as
 * {@link io.orchestrator.domain.detection.Evidence}, the first rule that matches gives the
 * {@link io.orchestrator.domain.detection.AnalysisCode}, structure rules append their
 * {@link io.orchestrator.domain.detection.StructureCode}s, and filters and downtime decide who sees the result.
 */
@NullMarked
package io.orchestrator.domain.detection;

import org.jspecify.annotations.NullMarked;
