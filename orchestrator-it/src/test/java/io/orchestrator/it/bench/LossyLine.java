package io.orchestrator.it.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import io.orchestrator.it.server.Relay;

/**
 * What TCP makes of a network that loses packets and has jitter: each piece comes late by up to the jitter, and by a retransmission, doubled
 * each time, for each time that it, or what acknowledges it, is lost. A new connection loses whole seconds that way. Stands in for netem
 * where the kernel has none.
 */
final class LossyLine implements Relay.Say {
    private static final Duration FIRST_RETRANSMISSION = Duration.ofMillis(200);
    private static final Duration FIRST_SYN = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 7;

    private final Predicate<String> isBad;
    private final double loss;
    private final Duration jitter;
    private volatile String introduction = "";

    /**
     * @param isBad whether the network is bad now for a client that signs in with these words
     * @param loss share of packets that are lost
     * @param jitter most that a packet is late
     */
    LossyLine(Predicate<String> isBad, double loss, Duration jitter) {
        this.isBad = isBad;
        this.loss = loss;
        this.jitter = jitter;
    }

    @Override
    public boolean asked(byte[] buffer, int length) {
        boolean begins = introduction.isEmpty();
        if (begins) {
            introduction = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        }
        // What became of the first packets of a connection is seen once it is known whose it is.
        travel(begins ? FIRST_SYN : FIRST_RETRANSMISSION);
        return true;
    }

    @Override
    public boolean answers() {
        if (!introduction.isEmpty()) {
            travel(FIRST_RETRANSMISSION);
        }
        return true;
    }

    private void travel(Duration retransmission) {
        if (!isBad.test(introduction)) {
            return;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long nanos = random.nextLong(jitter.toNanos() + 1);
        long again = retransmission.toNanos();
        for (int i = 0; i < MOST_DOUBLINGS && random.nextDouble() < loss; i++) {
            nanos += again;
            again *= 2;
        }
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void answered() {}

    @Override
    public void ending() {
        travel(FIRST_RETRANSMISSION);
    }
}
