/**
 * Names of hosts (discovery.md 7). What servers call themselves, what the network says and what other nodes stored goes into the
 * {@link io.orchestrator.domain.naming.NameBook}; keys that snapshots and people name come out under the names servers go by
 * ({@link io.orchestrator.domain.naming.SnapshotNames}). {@link io.orchestrator.domain.naming.Unresolving} goes the other way: which
 * name a replica is told for its source.
 */
@NullMarked
package io.orchestrator.domain.naming;

import org.jspecify.annotations.NullMarked;
