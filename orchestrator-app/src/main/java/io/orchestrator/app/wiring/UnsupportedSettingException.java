package io.orchestrator.app.wiring;

/** A configured setting that this release cannot honour and must not ignore; the message names the key and fits into one line. */
public final class UnsupportedSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedSettingException(String message) {
        super(message);
    }
}
