/**
 * Javalin and Jetty, and nothing else knows them: routes become endpoints, requests are admitted or refused, replies are written when
 * their stage completes or their deadline passes. {@link io.orchestrator.http.server.HttpServer} is the module's entry.
 */
@NullMarked
package io.orchestrator.http.server;

import org.jspecify.annotations.NullMarked;
