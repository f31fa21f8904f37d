/** The backend's deployment, stores and faults on real MySQL and MariaDB servers; each test class uses schemas, or servers, of its own. */
@NullMarked
package io.orchestrator.it.backend;

import org.jspecify.annotations.NullMarked;
