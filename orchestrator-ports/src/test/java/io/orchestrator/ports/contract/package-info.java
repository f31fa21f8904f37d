/**
 * The contract kits: an adapter of a driven port extends the kit of that port and supplies itself.
 */
@NullMarked
package io.orchestrator.ports.contract;

import org.jspecify.annotations.NullMarked;
