/**
 * What the HTTP API, the command line and an embedder ask of the product. Calls return at once and answer through a stage; answers are
 * immutable. Refusals are values with the text that the contract fixes where it fixes one.
 */
@NullMarked
package io.orchestrator.ports.driving;

import org.jspecify.annotations.NullMarked;
