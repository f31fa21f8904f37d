package io.orchestrator.it.server;

/** A server could not be had, started or asked; the message names the server and what its reader can do. */
public final class ServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ServerException(String message) {
        super(message);
    }

    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
