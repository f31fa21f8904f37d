package io.orchestrator.backend.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendDatabase.Work;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.ports.driven.PortException;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;

/** How stores call the backend: asynchronously, with a deadline, failing as the ports say. */
final class StoreCalls {

    /** For what decides who may act: an answer later than this is as good as none. */
    static final Duration GUARD = Duration.ofSeconds(1);
    private static final Duration ORDINARY = Duration.ofSeconds(5);
    private static final int PURGED_AT_ONCE = 500;
    private static final int PURGED_AT_MOST = 20_000;

    private final BackendDatabase database;
    private final Duration guard;
    private final Answering reads;
    private final Answering writes;

    StoreCalls(BackendDatabase database, Duration guard) {
        this.database = database;
        this.guard = guard;
        this.reads = new Answering("reads", database.displayName());
        this.writes = new Answering("writes", database.displayName());
    }

    Dialect dialect() {
        return database.dialect();
    }

    <T> CompletionStage<T> read(String what, Work<T> work) {
        return translated(database.read(what, ORDINARY, work), reads);
    }

    <T> CompletionStage<T> write(String what, Work<T> work) {
        return translated(database.write(what, ORDINARY, work), writes);
    }

    /** A write that is one statement: it needs no transaction around it. */
    <T> CompletionStage<T> writeOne(String what, Work<T> work) {
        return translated(database.writeOne(what, ORDINARY, work), writes);
    }

    /** A read whose answer decides who may act. */
    <T> CompletionStage<T> guardRead(String what, Work<T> work) {
        return translated(database.read(what, guard, work), reads);
    }

    /** A write whose answer decides who may act. */
    <T> CompletionStage<T> guard(String what, Work<T> work) {
        return translated(database.write(what, guard, work), writes);
    }

    /** A write whose answer decides who may act, and whose statements each stand by themselves. */
    <T> CompletionStage<T> guardEach(String what, Work<T> work) {
        return translated(database.writeOne(what, guard, work), writes);
    }

    /** A write without an answer. */
    CompletionStage<Void> run(String what, Statements statements) {
        return done(database.write(what, ORDINARY, asWork(statements)));
    }

    /**
     * Housekeeping that seldom has anything to do: asks first, which is one statement without a lock, and does the work, which
     * selects again, only where {@code anything} finds a row. Answers 0 where it does not.
     */
    CompletionStage<Integer> writeIfAny(String what, Select<?> anything, Work<Integer> work) {
        return read(what, sql -> sql.fetchExists(anything))
                .thenCompose(any -> any ? write(what, work) : CompletableFuture.completedFuture(0));
    }

    /**
     * Deletes old rows, some at a time, so that no lock is held for long and no other node's cluster refuses a huge write set; what is
     * left after many rounds is deleted the next time. Answers how many.
     */
    CompletionStage<Integer> purge(String what, Table<Record> table, Field<Long> id, Condition old) {
        return purge(what, table, id, old, 0);
    }

    private CompletionStage<Integer> purge(String what, Table<Record> table, Field<Long> id, Condition old,
            int deleted) {
        return read(what, sql -> sql.select(id).from(table).where(old).orderBy(id).limit(PURGED_AT_ONCE).fetch(id))
                .thenCompose(ids -> ids.isEmpty() || deleted >= PURGED_AT_MOST
                        ? CompletableFuture.completedFuture(deleted)
                        : writeOne(what, sql -> sql.deleteFrom(table).where(id.in(ids)).execute())
                                .thenCompose(some -> purge(what, table, id, old, deleted + some)));
    }

    /** A write of one statement, without an answer. */
    CompletionStage<Void> runOne(String what, Statements statement) {
        return done(database.writeOne(what, ORDINARY, asWork(statement)));
    }

    /** A write without an answer that decides who may act. */
    CompletionStage<Void> guardRun(String what, Statements statements) {
        return done(database.write(what, guard, asWork(statements)));
    }

    /** Statements that are undone again. */
    CompletionStage<Void> rehearse(String what, Statements statements) {
        return done(database.rehearse(what, Duration.ofSeconds(30), asWork(statements)));
    }

    /** Work that has no result. */
    @FunctionalInterface
    interface Statements {
        void run(DSLContext sql);
    }

    private static Work<Boolean> asWork(Statements statements) {
        return sql -> {
            statements.run(sql);
            return true;
        };
    }

    /** A stage of its own, so that whoever looks at it finds the exception itself and not one wrapped around it. */
    private static <T> CompletionStage<T> translated(CompletionStage<T> answer, Answering answering) {
        long begun = System.nanoTime();
        var translated = new CompletableFuture<T>();
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                answering.answered(begun);
                translated.complete(value);
            } else {
                answering.failed(causeOf(failure), begun);
                translated.completeExceptionally(translate(causeOf(failure)));
            }
        });
        return translated;
    }

    private CompletionStage<Void> done(CompletionStage<Boolean> answer) {
        var done = new CompletableFuture<Void>();
        translated(answer, writes).whenComplete((_, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException wrapper && wrapper.getCause() != null ? wrapper.getCause()
                : failure;
    }

    private static PortException translate(Throwable cause) {
        if (!(cause instanceof BackendException backend)) {
            return new PortException(PortException.Category.INVALID, String.valueOf(cause.getMessage()), cause);
        }
        var category = switch (backend.category()) {
            case CONFLICT_LOST -> PortException.Category.CONFLICT;
            case NOT_WRITABLE -> PortException.Category.READ_ONLY;
            case DEADLINE, UNREACHABLE -> PortException.Category.UNAVAILABLE;
            case REFUSED, STATEMENT -> PortException.Category.INVALID;
            case INCOMPATIBLE -> PortException.Category.UNREADABLE;
        };
        return new PortException(category, String.valueOf(backend.getMessage()), backend);
    }
}
