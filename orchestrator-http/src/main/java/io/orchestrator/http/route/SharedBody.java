package io.orchestrator.http.route;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * JSON that many requests answer with, as a body or as the details of an envelope: it is made when the first of them is written, on that
 * one's thread, while the others wait, and kept as long as somebody keeps this. What fails is tried again by the next.
 */
public final class SharedBody {
    private static final int NULL_DETAILS = "null}".length();

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Supplier<byte[]> maker;
    private byte @Nullable [] text;
    private byte @Nullable [] envelope;
    private byte @Nullable [] enveloped;

    /** @param maker makes the UTF-8 text */
    public SharedBody(Supplier<byte[]> maker) {
        this.maker = Objects.requireNonNull(maker, "maker");
    }

    /** The UTF-8 text, which must not be changed. */
    public byte[] text() {
        lock.lock();
        try {
            byte[] made = text;
            if (made == null) {
                made = Objects.requireNonNull(maker).get();
                text = made;
                maker = null;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The envelope with this in place of its details, which must not be changed.
     *
     * @param withoutDetails text of the envelope with null as its details, which are its last member
     */
    public byte[] within(byte[] withoutDetails) {
        lock.lock();
        try {
            byte[] known = enveloped;
            if (known != null && Arrays.equals(envelope, withoutDetails)) {
                return known;
            }
            byte[] details = text();
            int head = withoutDetails.length - NULL_DETAILS;
            byte[] whole = Arrays.copyOf(withoutDetails, head + details.length + 1);
            System.arraycopy(details, 0, whole, head, details.length);
            whole[whole.length - 1] = '}';
            envelope = withoutDetails.clone();
            enveloped = whole;
            return whole;
        } finally {
            lock.unlock();
        }
    }
}
