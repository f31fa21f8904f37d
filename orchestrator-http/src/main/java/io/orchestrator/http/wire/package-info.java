/**
 * What goes over the wire. Domain values come in, records with the contract's exact names in the contract's exact order come out, and
 * {@link io.orchestrator.http.wire.Json} turns those into bytes (http-api.md 1.3, 1.13 and 3). Nothing here asks anybody anything.
 */
@NullMarked
package io.orchestrator.http.wire;

import org.jspecify.annotations.NullMarked;
