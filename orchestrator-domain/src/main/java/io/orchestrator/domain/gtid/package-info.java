/**
 * Sets of global transaction identifiers: what a server executed, received, purged or lacks.
 *
 * <p>
 * Text read from a server becomes a {@link io.orchestrator.domain.gtid.GtidSet} through
 * {@link io.orchestrator.domain.gtid.GtidSet#mysql(String)} or {@link io.orchestrator.domain.gtid.GtidSet#mariadb(String)};
 * promotion and recovery compare and subtract sets through the common interface, whatever the vendor;
 * {@link io.orchestrator.domain.gtid.GtidSet#text()} gives the canonical text that is stored, shown and sent back.
 * Errant transactions are computed here ({@link io.orchestrator.domain.gtid.ErrantTransactions}), not by a server.
 * Everything is an immutable value.
 */
@NullMarked
package io.orchestrator.domain.gtid;

import org.jspecify.annotations.NullMarked;
