/** Host names: what servers were asked for and what they call themselves. */
@NullMarked
package io.orchestrator.app.resolve;

import org.jspecify.annotations.NullMarked;
