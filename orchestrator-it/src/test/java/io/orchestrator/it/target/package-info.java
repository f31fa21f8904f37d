/**
 * The adapters that touch monitored servers, against real ones: probing, changing and watching servers that answer, are killed, hang or
 * lag, on MySQL and on MariaDB.
 */
@NullMarked
package io.orchestrator.it.target;

import org.jspecify.annotations.NullMarked;
