/** Places in binary and relay logs, and how two of them compare. */
@NullMarked
package io.orchestrator.domain.binlog;

import org.jspecify.annotations.NullMarked;
