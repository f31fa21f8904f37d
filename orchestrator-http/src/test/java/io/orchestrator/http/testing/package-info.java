/** What the tests of this module share: recorded answers, a fleet and records read from them, use cases in memory, a running server. */
@NullMarked
package io.orchestrator.http.testing;

import org.jspecify.annotations.NullMarked;
