/**
 * What the engine needs of the world. Every port answers later: it returns at once, works elsewhere, and completes its stage within
 * the deadline it was given or configured with. Probing and acting never fail a stage, their outcomes say what happened; stores fail
 * it with a {@link io.orchestrator.ports.driven.PortException}. Stages may be completed on any thread; the engine moves the answer
 * onto its own loop.
 */
@NullMarked
package io.orchestrator.ports.driven;

import org.jspecify.annotations.NullMarked;
