package io.orchestrator.backend.target;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Reads ahead like a buffered stream, but owns a buffer only while an answer is on its way. Of thousands of connections that are kept
 * between probes few are read at any moment; with a buffer each, buffers would be most of this process' memory. Used by one thread
 * at a time.
 */
final class BorrowedBufferInput extends FilterInputStream {
    private static final int SIZE = 16_384;
    private static final int MOST_KEPT = 64;
    private static final ConcurrentLinkedDeque<byte[]> FREE = new ConcurrentLinkedDeque<>();
    private static final AtomicInteger KEPT = new AtomicInteger();

    private byte @Nullable [] buffer;
    private int next;
    private int end;

    BorrowedBufferInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        byte[] filled = buffer;
        if (filled == null) {
            if (length >= SIZE) {
                return super.read(into, offset, length);
            }
            filled = fill();
        }
        if (filled == null) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(filled, next, into, offset, count);
        next += count;
        if (next == end) {
            buffer = null;
            giveBack(filled);
        }
        return count;
    }

    /** Waits for bytes; null at the end of the stream. */
    private byte @Nullable [] fill() throws IOException {
        byte[] borrowed = borrow();
        int count = -1;
        try {
            count = super.read(borrowed, 0, SIZE);
        } finally {
            if (count <= 0) {
                giveBack(borrowed);
            }
        }
        if (count <= 0) {
            return null;
        }
        next = 0;
        end = count;
        buffer = borrowed;
        return borrowed;
    }

    @Override
    public long skip(long wanted) throws IOException {
        if (buffer == null) {
            return super.skip(wanted);
        }
        byte[] skipped = new byte[Math.clamp(wanted, 0, end - next)];
        return read(skipped, 0, skipped.length);
    }

    @Override
    public int available() throws IOException {
        return (buffer == null ? 0 : end - next) + super.available();
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private static byte[] borrow() {
        byte[] free = FREE.pollFirst();
        if (free == null) {
            return new byte[SIZE];
        }
        KEPT.decrementAndGet();
        return free;
    }

    private static void giveBack(byte[] borrowed) {
        if (KEPT.get() < MOST_KEPT) {
            KEPT.incrementAndGet();
            FREE.addFirst(borrowed);
        }
    }
}
