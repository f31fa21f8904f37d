package io.orchestrator.ports.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs many orders, two at a time; they share nothing. */
final class Seeds {
    private static final int THREADS = 2;

    private Seeds() {}

    /** What came of all of them; stops soon after the first bad one, and names the bad one with the lowest seed. */
    record Result(long orders, long promotions, long writes, Optional<Order.Verdict> firstBad) {
        private Result plus(Order.Verdict verdict) {
            Optional<Order.Verdict> bad = verdict.isGood() ? firstBad
                    : Optional.of(firstBad.filter(b -> b.seed() < verdict.seed()).orElse(verdict));
            return new Result(orders + 1, promotions + verdict.promotions(), writes + verdict.writes(), bad);
        }

        private Result plus(Result other) {
            Optional<Order.Verdict> bad = firstBad.isEmpty() ? other.firstBad
                    : Optional.of(firstBad.get().seed() < other.firstBad.map(Order.Verdict::seed).orElse(Long.MAX_VALUE)
                            ? firstBad.get()
                            : other.firstBad.orElseThrow());
            return new Result(orders + other.orders, promotions + other.promotions, writes + other.writes, bad);
        }
    }

    static Result runAll(long first, long count, Bug bug) {
        AtomicLong next = new AtomicLong(first);
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Result>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                parts.add(executor.submit(() -> runSome(next, first + count, bug)));
            }
            Result all = new Result(0, 0, 0, Optional.empty());
            for (Future<Result> part : parts) {
                all = all.plus(part.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an order could not be run", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while orders were run", e);
        }
    }

    private static Result runSome(AtomicLong next, long end, Bug bug) {
        Result result = new Result(0, 0, 0, Optional.empty());
        for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
            result = result.plus(Order.run(seed, bug));
            if (result.firstBad().isPresent()) {
                next.set(end);
            }
        }
        return result;
    }
}
