package io.orchestrator.ports.inmemory;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driven.Scheduler;

/** A line in virtual time, slow or lossy as it is told: an operation may be lost, or be applied and its answer lost. */
public final class UnreliableLine implements Line {
    /**
     * What becomes of one call.
     *
     * @param there how long the request is under way
     * @param back how long the answer is under way
     * @param end how it ends
     */
    public record Fate(Duration there, Duration back, End end) {
        public Fate {
            Objects.requireNonNull(there, "there");
            Objects.requireNonNull(back, "back");
            Objects.requireNonNull(end, "end");
        }

        public static Fate answered(Duration there, Duration back) {
            return new Fate(there, back, End.ANSWERED);
        }
    }

    /** How a call ends. */
    public enum End {
        /** Applied and answered. */
        ANSWERED,
        /** Applied, but the answer is lost: the stage never completes. */
        ANSWER_LOST,
        /** Never applied nor answered. */
        LOST,
        /** Not applied; the stage fails. */
        REFUSED,
        /** Not applied, for a concurrent writer on another member won; the stage fails when that is known. */
        CONFLICT
    }

    private final Scheduler backend;
    private final Scheduler caller;
    private final Function<String, Fate> fates;

    /**
     * @param backend runs operations, in the backend's time
     * @param caller runs answers, in the time of the process that asked
     * @param fates decides on each call, by the store's method
     */
    public UnreliableLine(Scheduler backend, Scheduler caller, Function<String, Fate> fates) {
        this.backend = backend;
        this.caller = caller;
        this.fates = fates;
    }

    @Override
    public <T> CompletionStage<T> call(String name, Supplier<T> operation) {
        Fate fate = fates.apply(name);
        CompletableFuture<T> answer = new CompletableFuture<>();
        switch (fate.end()) {
            case ANSWERED -> backend.schedule(fate.there(), () -> answer(operation, answer, fate.back()));
            case ANSWER_LOST ->
                    backend.schedule(fate.there(), () -> answer(operation, new CompletableFuture<>(), fate.back()));
            case LOST -> {
            }
            case REFUSED -> caller.schedule(fate.back(), () -> answer.completeExceptionally(new PortException(
                    PortException.Category.UNAVAILABLE, "the backend refused the connection (" + name + ")", null)));
            case CONFLICT -> caller.schedule(fate.there().plus(fate.back()),
                    () -> answer.completeExceptionally(new PortException(PortException.Category.CONFLICT,
                            "lost against a concurrent writer on another member (" + name + ")", null)));
        }
        return answer;
    }

    private <T> void answer(Supplier<T> operation, CompletableFuture<T> answer, Duration back) {
        try {
            T result = operation.get();
            caller.schedule(back, () -> answer.complete(result));
        } catch (RuntimeException e) {
            caller.schedule(back, () -> answer.completeExceptionally(e));
        }
    }
}
