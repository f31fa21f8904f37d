package io.orchestrator.backend.target;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Just enough of DER (X.690) to put a private key of one format into another. */
final class Der {
    static final int OCTETS = 0x04;
    static final int SEQUENCE = 0x30;

    private static final int LONG_LENGTH = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private Der() {}

    /** One element. */
    static final class Element {
        private final int tag;
        private final byte[] content;

        private Element(int tag, byte[] content) {
            this.tag = tag;
            this.content = content;
        }

        int tag() {
            return tag;
        }

        byte[] content() {
            return content;
        }
    }

    /** An element of these contents, one after the other, with as few bytes of length as will do. */
    static byte[] element(int tag, byte[]... contents) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        int length = content.size();
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < LONG_LENGTH) {
            out.write(length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
            out.write(LONG_LENGTH | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> (Byte.SIZE * i));
            }
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    /**
     * The elements that follow each other in these bytes.
     *
     * @throws IllegalArgumentException when they are none
     */
    static List<Element> elements(byte[] der) {
        ByteBuffer in = ByteBuffer.wrap(der);
        List<Element> found = new ArrayList<>();
        while (in.hasRemaining()) {
            int tag = next(in);
            byte[] content = new byte[length(in)];
            in.get(content);
            found.add(new Element(tag, content));
        }
        return found;
    }

    private static int length(ByteBuffer in) {
        int length = next(in);
        if (length >= LONG_LENGTH) {
            int bytes = length - LONG_LENGTH;
            if (bytes < 1 || bytes > MOST_LENGTH_BYTES) {
                throw new IllegalArgumentException("it is no DER");
            }
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << Byte.SIZE | next(in);
            }
        }
        if (length > in.remaining()) {
            throw new IllegalArgumentException("it is cut short");
        }
        return length;
    }

    private static int next(ByteBuffer in) {
        if (!in.hasRemaining()) {
            throw new IllegalArgumentException("it is cut short");
        }
        return Byte.toUnsignedInt(in.get());
    }
}
