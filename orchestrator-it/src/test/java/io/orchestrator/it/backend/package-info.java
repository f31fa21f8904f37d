/** The backend's deployment and stores on real MySQL and MariaDB servers; each test class uses schemas of its own. */
@NullMarked
package io.orchestrator.it.backend;

import org.jspecify.annotations.NullMarked;
