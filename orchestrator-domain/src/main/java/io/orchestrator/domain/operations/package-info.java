/**
 * What people and their scripts say about servers and clusters: downtime, maintenance, promotion rules, acknowledgements. These are
 * small, are written to the store before they take effect, and may be written by other processes too.
 */
@NullMarked
package io.orchestrator.domain.operations;

import org.jspecify.annotations.NullMarked;
