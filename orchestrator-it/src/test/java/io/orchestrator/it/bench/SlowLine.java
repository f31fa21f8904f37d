package io.orchestrator.it.bench;

import java.util.concurrent.atomic.AtomicLong;

import io.orchestrator.it.server.Relay;

/**
 * A connection to a server far away: what the server answers comes late, and at times nothing passes. An answer is what the server says
 * after the client has spoken, the greeting of a new connection too, so that a round trip is delayed once, in however many pieces its
 * answer arrives.
 */
final class SlowLine implements Relay.Say {
    private static final long NOTHING_ASKED = Long.MIN_VALUE;

    private final Weather weather;
    private final AtomicLong askedAt = new AtomicLong(System.nanoTime());
    private long answeredSince = NOTHING_ASKED;

    private SlowLine(Weather weather) {
        this.weather = weather;
    }

    /** Passes on what comes to a port of its own, as the weather allows. */
    static Relay to(int serverPort, Weather weather) {
        return Relay.listening(0, serverPort, () -> new SlowLine(weather));
    }

    @Override
    public boolean asked(byte[] buffer, int length) {
        // Set anew each time: not everything that a client says is answered.
        askedAt.set(System.nanoTime());
        weather.awaitPassage();
        return true;
    }

    @Override
    public boolean answers() {
        answeredSince = askedAt.getAndSet(NOTHING_ASKED);
        if (answeredSince != NOTHING_ASKED) {
            weather.delayAnswer();
        }
        weather.awaitPassage();
        return true;
    }

    @Override
    public void answered() {
        if (answeredSince != NOTHING_ASKED) {
            weather.answered(answeredSince);
        }
    }

    /** The end of a connection travels no faster than what was said on it. */
    @Override
    public void ending() {
        weather.awaitPassage();
    }
}
