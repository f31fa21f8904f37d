/**
 * The way to the backend database, for everything that stores something.
 *
 * <p>{@link io.orchestrator.backend.datasource.BackendSettings} say where the backend is;
 * {@link io.orchestrator.backend.datasource.BackendDatabase} makes first contact (which creates the schema and tells the
 * {@link io.orchestrator.backend.datasource.Dialect}), keeps the pool and runs pieces of work on a connection, each with
 * a deadline. A write runs in a transaction that {@link io.orchestrator.backend.datasource.TransactionRetry} repeats
 * when the server says it lost a conflict. Whatever goes wrong leaves as a
 * {@link io.orchestrator.backend.datasource.BackendException} whose category says what it means for the caller.
 */
@NullMarked
package io.orchestrator.backend.datasource;

import org.jspecify.annotations.NullMarked;
