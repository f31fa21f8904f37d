package io.orchestrator.app.command;

import io.orchestrator.ports.driving.UseCases;

/**
 * What commands may ask. The real one lies on the backend of the configuration, the one of tests in memory.
 */
interface Product {
    UseCases useCases();

    Registers registers();

    /** 64 hex digits that nobody can guess. */
    String newToken();

    /** Makes a recovery possible; called before one is asked for. */
    void prepareRecovery();

    /** The process is told to end: what is running is undone or finished. Returns at once. */
    void wrapUp(String why);
}
