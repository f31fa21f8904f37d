/**
 * The functional core: what one probe saw goes in, analyses, decisions and plans come out.
 *
 * <p>Nothing in it reads a clock, a file or a socket, starts a thread or logs; {@code identity} holds what every other
 * package may name.
 */
@NullMarked
package io.orchestrator.domain;

import org.jspecify.annotations.NullMarked;
