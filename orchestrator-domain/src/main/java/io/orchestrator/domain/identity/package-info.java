/**
 * The names of things: servers, clusters, service nodes, recoveries, versions. Every other package may name these; this one
 * names no other. Values are validated when they are made, so that whoever holds one need not check it again.
 */
@NullMarked
package io.orchestrator.domain.identity;

import org.jspecify.annotations.NullMarked;
