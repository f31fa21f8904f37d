package io.orchestrator.http.server;

/** The server cannot listen where it should; the message names the address and fits into one line. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
