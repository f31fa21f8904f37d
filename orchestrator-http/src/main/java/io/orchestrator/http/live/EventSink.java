package io.orchestrator.http.live;

import java.io.IOException;

/** Where one client is written to. */
public interface EventSink {
    /**
     * Writes and sends at once; waits while the client does not read.
     *
     * @throws IOException when the client is gone
     */
    void write(byte[] text) throws IOException;

    /** Closes the connection, so that a write which waits fails. */
    void abort();

    /** Nothing more is written. */
    void ended();
}
