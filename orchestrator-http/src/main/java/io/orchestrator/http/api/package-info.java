/**
 * The routes of http-api.md 2, one class for each group of resources. A request is read into domain values, the use cases of
 * {@code ports.driving} are asked, and what they answer is put into wire records. {@link io.orchestrator.http.api.Api} lists all routes.
 */
@NullMarked
package io.orchestrator.http.api;

import org.jspecify.annotations.NullMarked;
