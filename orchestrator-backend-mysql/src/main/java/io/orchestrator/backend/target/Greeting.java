package io.orchestrator.backend.target;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.orchestrator.domain.identity.InstanceKey;

/** Reads the version in a server's greeting, the first packet of its protocol, without signing in. */
final class Greeting {
    private static final int PROTOCOL = 10;
    private static final int LONGEST = 4096;

    private Greeting() {}

    /**
     * The version text.
     *
     * @param within how long connecting and reading may take, each
     * @throws IOException when nobody answers, or something else than a greeting
     */
    static String versionOf(InstanceKey key, Duration within) throws IOException {
        int millis = Math.clamp(within.toMillis(), 1, Integer.MAX_VALUE);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(key.hostname(), key.port()), millis);
            socket.setSoTimeout(millis);
            var in = new DataInputStream(socket.getInputStream());
            int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
            in.readByte();
            if (length > LONGEST || in.readUnsignedByte() != PROTOCOL) {
                throw new IOException("its greeting is none of a MySQL server");
            }
            byte[] rest = in.readNBytes(length - 1);
            int end = 0;
            while (end < rest.length && rest[end] != 0) {
                end++;
            }
            return new String(rest, 0, end, StandardCharsets.US_ASCII);
        }
    }
}
