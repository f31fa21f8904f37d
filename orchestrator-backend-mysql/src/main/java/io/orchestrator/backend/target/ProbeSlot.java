package io.orchestrator.backend.target;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.orchestrator.ports.driven.TimeSource;
import org.jspecify.annotations.Nullable;

/** Keeps one server's probe connection between probes. A probe takes it out, and gives it back when all went well. */
public final class ProbeSlot {
    private final Predicate<TargetSession> usable;
    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable TargetSession kept;
    private Duration keptSince = Duration.ZERO;
    private boolean forgotten;

    /** @param usable whether a kept connection may be used once more */
    ProbeSlot(Predicate<TargetSession> usable, TimeSource time) {
        this.usable = usable;
        this.time = time;
    }

    /** Takes the kept connection; empty when there is none, or when it is of no use any more, e.g. too old. */
    public Optional<TargetSession> take() {
        TargetSession taken = exchange(null);
        if (taken == null) {
            return Optional.empty();
        }
        if (!usable.test(taken)) {
            taken.close();
            return Optional.empty();
        }
        return Optional.of(taken);
    }

    /** Gives a connection back; it is closed when the server was forgotten meanwhile, or when another one was given back. */
    public void giveBack(TargetSession session) {
        lock.lock();
        try {
            if (!forgotten && kept == null) {
                kept = session;
                keptSince = time.monotonic();
                return;
            }
        } finally {
            lock.unlock();
        }
        session.close();
    }

    /** Ends the kept connection when no probe has used it for that long. */
    void endIdle(Duration longest) {
        TargetSession idle = null;
        lock.lock();
        try {
            if (kept != null && time.monotonic().minus(keptSince).compareTo(longest) > 0) {
                idle = kept;
                kept = null;
            }
        } finally {
            lock.unlock();
        }
        if (idle != null) {
            idle.close();
        }
    }

    boolean isKept() {
        lock.lock();
        try {
            return kept != null;
        } finally {
            lock.unlock();
        }
    }

    void forget() {
        lock.lock();
        try {
            forgotten = true;
        } finally {
            lock.unlock();
        }
        TargetSession last = exchange(null);
        if (last != null) {
            last.abort();
        }
    }

    private @Nullable TargetSession exchange(@Nullable TargetSession next) {
        lock.lock();
        try {
            TargetSession before = kept;
            kept = next;
            return before;
        } finally {
            lock.unlock();
        }
    }
}
