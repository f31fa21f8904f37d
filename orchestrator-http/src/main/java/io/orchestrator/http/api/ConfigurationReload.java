package io.orchestrator.http.api;

/** Reads the configuration again ({@code reload-configuration}). */
@FunctionalInterface
public interface ConfigurationReload {
    /**
     * Reads the files again and puts into effect what may change while the service runs. May block: it is called on a virtual thread.
     *
     * @param file one more file, empty for none
     * @throws RuntimeException when a file cannot be read; its message is answered to the client, and nothing changes
     */
    void reload(String file);
}
