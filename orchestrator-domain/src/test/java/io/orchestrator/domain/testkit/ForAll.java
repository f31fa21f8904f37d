package io.orchestrator.domain.testkit;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A property that holds for all cases of a generator, checked on a number of them. The same seed gives the same cases.
 *
 * <pre>{@code
 * forAll(42, 1000, GtidSets::random).shrinking(GtidSets::smaller).check(set -> assertThat(read(print(set))).isEqualTo(set));
 * }</pre>
 *
 * A failure is an {@link AssertionError} that says the case, how it failed, and the {@code forAll(seed, 1, ...)} that
 * generates just this case again.
 *
 * @param <T>
 *            what a case is; its {@code toString} is what a failure shows
 */
public final class ForAll<T> {
    /** Distance of the seeds of two tries: the odd number next to 2^64 divided by the golden ratio. */
    private static final long SEED_STEP = 0x9E3779B97F4A7C15L;
    private static final int MAX_SHRINK_STEPS = 1_000;

    private final long seed;
    private final int tries;
    private final Function<? super RandomGenerator, ? extends T> generator;
    private final Function<? super T, ? extends Stream<? extends T>> smaller;

    private ForAll(long seed, int tries, Function<? super RandomGenerator, ? extends T> generator,
            Function<? super T, ? extends Stream<? extends T>> smaller) {
        if (tries < 1) {
            throw new IllegalArgumentException("A property needs at least one try, not " + tries);
        }
        this.seed = seed;
        this.tries = tries;
        this.generator = generator;
        this.smaller = smaller;
    }

    /**
     * Begins a property.
     *
     * @param seed
     *            decides all cases; each case is generated from a generator of its own
     * @param tries
     *            how many cases, at least 1
     */
    public static <T> ForAll<T> forAll(long seed, int tries,
            Function<? super RandomGenerator, ? extends T> generator) {
        return new ForAll<>(seed, tries, generator, _ -> Stream.empty());
    }

    /**
     * The same property with a way to make a failing case smaller: given a case it names smaller ones, the most promising
     * first. The first that fails too is taken, and so on until none fails.
     */
    public ForAll<T> shrinking(Function<? super T, ? extends Stream<? extends T>> smallerCases) {
        return new ForAll<>(seed, tries, generator, smallerCases);
    }

    /**
     * Checks the property, which throws on a case for which it does not hold.
     *
     * @throws AssertionError
     *             for the first case that fails, with what the property threw as its cause
     */
    public void check(Consumer<? super T> property) {
        for (int i = 0; i < tries; i++) {
            long caseSeed = seed + i * SEED_STEP;
            T value = generator.apply(new SplittableRandom(caseSeed));
            try {
                property.accept(value);
            } catch (RuntimeException | AssertionError failure) {
                throw report(i, caseSeed, value, shrink(new Failure<>(value, failure, 0), property));
            }
        }
    }

    private Failure<T> shrink(Failure<T> found, Consumer<? super T> property) {
        Failure<T> smallest = found;
        Optional<Failure<T>> next = smallerFailure(found, property);
        while (next.isPresent() && smallest.steps() < MAX_SHRINK_STEPS) {
            smallest = next.get();
            next = smallerFailure(smallest, property);
        }
        return smallest;
    }

    private Optional<Failure<T>> smallerFailure(Failure<T> found, Consumer<? super T> property) {
        return smaller.apply(found.value()).flatMap(candidate -> failing(candidate, found, property)).findFirst();
    }

    private static <T> Stream<Failure<T>> failing(T candidate, Failure<T> before, Consumer<? super T> property) {
        try {
            property.accept(candidate);
            return Stream.empty();
        } catch (RuntimeException | AssertionError failure) {
            return Stream.of(new Failure<>(candidate, failure, before.steps() + 1));
        }
    }

    private AssertionError report(int attempt, long caseSeed, T original, Failure<T> smallest) {
        String shrunk = smallest.steps() == 0
                ? ""
                : "%n  shrunk in %d steps from: %s".formatted(smallest.steps(), original);
        return new AssertionError("Failed on try %d of %d with seed %d; this case alone: forAll(%dL, 1, ...)"
                .formatted(attempt + 1, tries, seed, caseSeed)
                + "%n  case: %s%s%n  because: %s".formatted(smallest.value(), shrunk, smallest.failure().getMessage()),
                smallest.failure());
    }

    private record Failure<T>(T value, Throwable failure, int steps) {}
}
