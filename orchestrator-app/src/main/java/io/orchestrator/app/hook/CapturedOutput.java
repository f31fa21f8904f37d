package io.orchestrator.app.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process prints: all of it is read, so that the process is never held up, and its beginning and end are kept. It is read on a
 * thread of its own, a real one: reading from a pipe holds the thread that carries a virtual one, and there are few of those.
 */
final class CapturedOutput {
    private static final Logger LOG = LoggerFactory.getLogger(CapturedOutput.class);
    private static final int KEPT = 4 * 1024;
    private static final int SHORTEST_SECRET = 4;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private final Thread reader;
    private final byte[] head = new byte[KEPT];
    /** A ring: byte n of the output stands at n modulo its length. */
    private final byte[] tail = new byte[KEPT];
    private long total;

    private CapturedOutput(InputStream stream) {
        reader = Thread.ofPlatform().daemon().name("hook-output").unstarted(() -> read(stream));
    }

    /** Begins to read. */
    static CapturedOutput of(InputStream stream) {
        CapturedOutput output = new CapturedOutput(stream);
        output.reader.start();
        return output;
    }

    private void read(InputStream stream) {
        byte[] buffer = new byte[KEPT];
        try (stream) {
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                take(buffer, length);
            }
        } catch (IOException e) {
            LOG.debug("the output of a hook could not be read to its end: {}", String.valueOf(e.getMessage()));
        }
    }

    private synchronized void take(byte[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            if (total < KEPT) {
                head[Math.toIntExact(total)] = buffer[i];
            } else {
                tail[Math.toIntExact(total % KEPT)] = buffer[i];
            }
            total++;
        }
    }

    /**
     * Waits until everything is read, but not longer than a moment: what the process has left running in the background may hold the
     * pipe open for as long as it likes.
     */
    void settle(Duration moment) throws InterruptedException {
        reader.join(moment);
    }

    /**
     * What was printed until now, without control characters.
     *
     * @param secrets texts that are not shown: a shell repeats the line that it does not understand
     */
    String text(List<String> secrets) {
        String text = raw().replace("\r\n", "\n").strip();
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_SECRET) {
                text = text.replace(secret, "(the command)");
            }
        }
        return CONTROL.matcher(text).replaceAll(" ");
    }

    private synchronized String raw() {
        if (total <= KEPT) {
            return new String(head, 0, Math.toIntExact(total), StandardCharsets.UTF_8);
        }
        String begin = new String(head, StandardCharsets.UTF_8);
        int kept = Math.toIntExact(Math.min(KEPT, total - KEPT));
        byte[] last = new byte[kept];
        for (int i = 0; i < kept; i++) {
            last[i] = tail[Math.toIntExact((total - kept + i) % KEPT)];
        }
        long leftOut = total - KEPT - kept;
        String end = new String(last, StandardCharsets.UTF_8);
        return leftOut == 0 ? begin + end : begin + "\n... " + leftOut + " bytes left out ...\n" + end;
    }
}
