/**
 * Domain values as versioned JSON documents, for the columns of our own tables that hold one. A document is written in the
 * newest version and read in every version this software knows; one of another version, or one that is damaged, is
 * reported and never guessed at, so that a recovery is not resumed from a state that was misread.
 *
 * <p>Two releases may run side by side, and one may step back: what an older release may ignore is added within the same version;
 * whatever it must not ignore, a new variant of a state included, counts the version up.
 */
@NullMarked
package io.orchestrator.backend.codec;

import org.jspecify.annotations.NullMarked;
