package io.orchestrator.backend.migration;

import java.time.Duration;

import io.orchestrator.backend.datasource.BackendDatabase;
import io.orchestrator.backend.datasource.BackendException;
import io.orchestrator.backend.datasource.BackendException.Category;
import io.orchestrator.backend.datasource.Dialect;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One deployer at a time: a row that is won by insert-ignore, renewed while held, and taken over when its holder has not
 * renewed it for a while by the backend's clock. {@code GET_LOCK} would not do: on a synchronous cluster each member has
 * its own.
 */
final class DeployLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeployLock.class);

    private static final Table<Record> LOCK = DSL.table(DSL.name("orcj_deploy_lock"));
    private static final Field<Integer> ANCHOR = DSL.field(DSL.name("anchor"), SQLDataType.INTEGER);
    private static final Field<String> HOLDER = DSL.field(DSL.name("holder"), SQLDataType.VARCHAR);
    private static final Field<String> RENEWED_AT = DSL.field(DSL.name("renewed_at"), SQLDataType.VARCHAR);

    private static final Duration STATEMENT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final BackendDatabase database;
    private final String holder;
    private final Thread heartbeat;

    private DeployLock(BackendDatabase database, String holder, Duration staleAfter) {
        this.database = database;
        this.holder = holder;
        this.heartbeat =
                Thread.ofVirtual().name("backend-deploy-lock").start(() -> renewEvery(staleAfter.dividedBy(5)));
    }

    /**
     * Waits for the lock.
     *
     * @param holder who we are, for the message that others show; unique to this process
     * @param staleAfter age at which an unrenewed lock is taken over
     * @param patience the longest wait
     * @throws BackendException when somebody else still holds it after {@code patience}
     */
    static DeployLock acquire(BackendDatabase database, String holder, Duration staleAfter, Duration patience) {
        ensureTable(database);
        long giveUpAt = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (true) {
            var current = database.writeNow("Cannot take the deployment lock", STATEMENT,
                    sql -> tryOnce(sql, database.dialect(), holder, staleAfter));
            if (current.equals(holder)) {
                return new DeployLock(database, holder, staleAfter);
            }
            if (!told) {
                LOG.info("{} is deploying the backend's schema; waiting for it", current);
                told = true;
            }
            if (System.nanoTime() >= giveUpAt) {
                throw new BackendException(Category.CONFLICT_LOST, "Cannot deploy the backend's schema: " + current
                        + " has held the deployment lock for more than " + patience.toSeconds()
                        + " s; wait for it to finish, or end it: its lock expires " + staleAfter.toSeconds()
                        + " s later");
            }
            pause();
        }
    }

    @Override
    public void close() {
        heartbeat.interrupt();
        database.writeNow("Cannot release the deployment lock", STATEMENT,
                sql -> sql.deleteFrom(LOCK).where(HOLDER.eq(holder)).execute());
    }

    private static void ensureTable(BackendDatabase database) {
        var dialect = database.dialect();
        var time = dialect == Dialect.SQLITE ? "text" : "datetime(6)";
        var engine = dialect == Dialect.SQLITE ? "" : " engine=InnoDB default charset=utf8mb4";
        database.writeNow("Cannot create the deployment lock's table", STATEMENT,
                sql -> sql.execute("create table if not exists orcj_deploy_lock (anchor int not null, "
                        + "holder varchar(255) not null, renewed_at " + time + " not null, primary key (anchor))"
                        + engine));
    }

    /** Who holds the lock after one attempt. */
    private static String tryOnce(DSLContext sql, Dialect dialect, String holder, Duration staleAfter) {
        int won = sql.insertInto(LOCK)
                .columns(ANCHOR, HOLDER, RENEWED_AT)
                .values(DSL.val(1), DSL.val(holder), dialect.utcNow())
                .onDuplicateKeyIgnore()
                .execute();
        if (won == 0) {
            won = sql.update(LOCK)
                    .set(HOLDER, holder)
                    .set(RENEWED_AT, dialect.utcNow())
                    .where(ANCHOR.eq(1), RENEWED_AT.lt(dialect.utcAgo(staleAfter)))
                    .execute();
            if (won > 0) {
                LOG.warn("The deployment lock was not renewed for {} s; its holder is taken for dead and the lock over",
                        staleAfter.toSeconds());
            }
        }
        return won > 0 ? holder : sql.select(HOLDER).from(LOCK).where(ANCHOR.eq(1)).fetchOptional(HOLDER).orElse("");
    }

    private void renewEvery(Duration interval) {
        try {
            while (true) {
                Thread.sleep(interval);
                database.writeNow("Cannot renew the deployment lock", STATEMENT,
                        sql -> sql.update(LOCK)
                                .set(RENEWED_AT, database.dialect().utcNow())
                                .where(HOLDER.eq(holder))
                                .execute());
            }
        } catch (InterruptedException e) {
            // Released.
            Thread.currentThread().interrupt();
        } catch (BackendException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn("{}; another node may take the deployment over", e.getMessage());
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException(Category.DEADLINE, "Interrupted while waiting for the deployment lock", e);
        }
    }
}
