/**
 * What the network knows of host names. {@link io.orchestrator.app.resolve.NetworkResolver} asks the system's resolver for addresses, and
 * for canonical names first the hosts file, then name servers, as the system's resolver would.
 */
@NullMarked
package io.orchestrator.app.resolve;

import org.jspecify.annotations.NullMarked;
