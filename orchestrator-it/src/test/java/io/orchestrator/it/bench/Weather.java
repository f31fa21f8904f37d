package io.orchestrator.it.bench;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * What the lines to a far backend suffer, all of them together: most round trips take a little longer, {@value #SLOW_PERCENT} % of them
 * half a second, and once in each minute nothing passes for a while. Drawn from a seed. Calm until it is let loose.
 */
final class Weather implements AutoCloseable {
    /** Above 1, so that the 99th percentile is a slow one. */
    private static final int SLOW_PERCENT = 2;
    private static final Duration SLOW = Duration.ofMillis(500);
    private static final Duration USUAL = Duration.ofMillis(2);
    private static final Duration STALL = Duration.ofMillis(1_500);
    private static final Duration STALLS_EVERY = Duration.ofMinutes(1);
    private static final int LONGEST_COUNTED = 60_000;

    private final Random delays;
    private final Random stalls;
    private final AtomicIntegerArray roundTrips = new AtomicIntegerArray(LONGEST_COUNTED + 1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread stalling = Thread.ofVirtual().name("weather").unstarted(this::stallEachMinute);
    private volatile boolean loose;
    private volatile long stalledUntil = System.nanoTime();
    private final AtomicInteger stallCount = new AtomicInteger();

    Weather(long seed) {
        delays = new Random(seed);
        stalls = new Random(~seed);
    }

    /** From now on everything is delayed, and the first of the minutes begins. */
    void letLoose() {
        loose = true;
        stalling.start();
    }

    /** How many stalls there were. */
    int stallCount() {
        return stallCount.get();
    }

    /** How many round trips were delayed. */
    long delayed() {
        long sum = 0;
        for (int millis = 0; millis <= LONGEST_COUNTED; millis++) {
            sum += roundTrips.get(millis);
        }
        return sum;
    }

    /** How long in ms the given share of the delayed round trips took at most, from the question to the passing on of its answer. */
    int percentile(double percent) {
        long wanted = Math.round(Math.ceil((double) delayed() * percent / 100));
        long sum = 0;
        for (int millis = 0; millis <= LONGEST_COUNTED; millis++) {
            sum += roundTrips.get(millis);
            if (sum >= wanted) {
                return millis;
            }
        }
        return LONGEST_COUNTED;
    }

    /** Holds an answer back for as long as this round trip is to be delayed. */
    void delayAnswer() {
        if (loose) {
            pauseUntil(System.nanoTime() + nextDelay().toNanos());
        }
    }

    private Duration nextDelay() {
        synchronized (delays) {
            return delays.nextInt(100) < SLOW_PERCENT ? SLOW : USUAL;
        }
    }

    /** Returns when nothing is stalled. */
    void awaitPassage() {
        pauseUntil(stalledUntil);
    }

    /** A question was asked at this time of {@link System#nanoTime}, and now its answer has been passed on. */
    void answered(long askedAt) {
        if (loose) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedAt);
            roundTrips.incrementAndGet((int) Math.min(millis, LONGEST_COUNTED));
        }
    }

    private void stallEachMinute() {
        try {
            // Anywhere in its minute, so that it does not meet the same phase of what happens every second each time.
            long minute = System.nanoTime();
            long latest = STALLS_EVERY.minus(STALL).toMillis();
            while (!closed.await(nanosUntil(minute + Duration.ofMillis(stalls.nextLong(latest)).toNanos()),
                    TimeUnit.NANOSECONDS)) {
                stalledUntil = System.nanoTime() + STALL.toNanos();
                stallCount.incrementAndGet();
                minute += STALLS_EVERY.toNanos();
                pauseUntil(minute);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long nanosUntil(long time) {
        return time - System.nanoTime();
    }

    private static void pauseUntil(long time) {
        for (long left = nanosUntil(time); left > 0; left = nanosUntil(time)) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
