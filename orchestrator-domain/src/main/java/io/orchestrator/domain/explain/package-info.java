/**
 * Why a cluster is judged as it is, and what would come of the death of one of its servers. A {@link Question} goes in: the cluster as
 * known, settings, circumstances, what happened lately. The present picture is told as evidence, analyses and rules; then the server is
 * thought dead, and the same analyzer, policy and choice that a real failure meets are asked. Out comes one
 * {@link ClusterExplanation}, a value that every surface shows.
 */
@NullMarked
package io.orchestrator.domain.explain;

import org.jspecify.annotations.NullMarked;
