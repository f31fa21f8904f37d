/**
 * The HTTP adapter: a request comes in, a use case of {@code ports.driving} runs, a wire record goes out.
 */
@NullMarked
package io.orchestrator.http;

import org.jspecify.annotations.NullMarked;
