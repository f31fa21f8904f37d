package io.orchestrator.http.wire;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Statistics as http-api.md 3.5 computes them; 0 without values.
 *
 * @param sorted the values in ascending order
 */
record Statistics(List<Double> sorted) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long PERCENT = 100;
    private static final long P95 = 95;

    static Statistics of(DoubleStream values) {
        return new Statistics(values.sorted().boxed().toList());
    }

    /** Of durations, in seconds. */
    static <T> Statistics ofSeconds(List<T> samples, Function<T, Duration> duration) {
        return of(samples.stream().mapToDouble(sample -> seconds(duration.apply(sample))));
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    double mean() {
        return sorted.isEmpty() ? 0 : sorted.stream().reduce(0.0, Double::sum) / sorted.size();
    }

    /** The smallest value, or this without values. */
    double min(double otherwise) {
        return sorted.isEmpty() ? otherwise : sorted.getFirst();
    }

    double max() {
        return sorted.isEmpty() ? 0 : sorted.getLast();
    }

    double median() {
        if (sorted.isEmpty()) {
            return 0;
        }
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : between(middle);
    }

    double percentile95() {
        if (sorted.size() < 2) {
            return max();
        }
        int whole = (int) (sorted.size() * P95 / PERCENT);
        return sorted.size() * P95 % PERCENT == 0 ? sorted.get(whole - 1) : between(whole);
    }

    /** Mean of the value at this place, counted from 1, and the next. */
    private double between(int place) {
        return (sorted.get(place - 1) + sorted.get(place)) / 2;
    }
}
