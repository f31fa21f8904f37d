/** Who may ask, and who may change (http-api.md 1.8, 1.9). A request's credentials go in, an {@code Admission} comes out. */
@NullMarked
package io.orchestrator.http.auth;

import org.jspecify.annotations.NullMarked;
