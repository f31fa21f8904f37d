/**
 * What a route is, without any HTTP library in it: a path as http-api.md writes it, who may use it, and a handler from
 * {@link io.orchestrator.http.route.Request} to {@link io.orchestrator.http.route.Reply}. {@code http.api} makes them,
 * {@code http.server} serves them.
 */
@NullMarked
package io.orchestrator.http.route;

import org.jspecify.annotations.NullMarked;
