package io.orchestrator.it.backend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.orchestrator.backend.datasource.BackendDatabase;

/** The contract tables of a backend as the reference would have left them: complete, or with parts missing at random. */
final class ReferenceSchema {
    private static final Duration PLENTY = Duration.ofSeconds(30);
    private static final String DEPLOYMENTS = "orchestrator_db_deployments";
    private static final int DROPPED_OF_EACH = 4;

    private final BackendDatabase database;
    private final Random random;

    ReferenceSchema(BackendDatabase database, Random random) {
        this.database = database;
        this.random = random;
    }

    /** Drops everything that the reference does not know. */
    void dropOurs() {
        lines("select table_name from information_schema.tables where table_schema = database()"
                + " and table_name like 'orcj\\_%'").forEach(table -> execute("drop table " + table));
    }

    /** A row in every table that has none, of whatever the columns take without being asked. */
    void fill() {
        for (String table : tables()) {
            execute("insert ignore into " + table + " () values ()");
        }
    }

    /** How many rows each table holds. */
    Map<String, Integer> rows() {
        Map<String, Integer> rows = new TreeMap<>();
        for (String table : tables()) {
            if (!table.equals(DEPLOYMENTS)) {
                rows.put(table, Integer.parseInt(lines("select count(*) from " + table).getFirst()));
            }
        }
        return rows;
    }

    /** Every column and index of the tables, without the order of columns. */
    List<String> definitions() {
        List<String> all =
                new ArrayList<>(lines("select concat_ws(' ', table_name, column_name, column_type, is_nullable,"
                        + " ifnull(column_default, '-'), extra, ifnull(character_set_name, '-'))"
                        + " from information_schema.columns where table_schema = database() and table_name not like 'orcj\\_%'"
                        + " order by 1"));
        all.addAll(lines("select concat_ws(' ', table_name, index_name, non_unique, group_concat(column_name order by"
                + " seq_in_index)) from information_schema.statistics where table_schema = database()"
                + " and table_name not like 'orcj\\_%' group by table_name, index_name, non_unique order by 1"));
        return all;
    }

    /** Drops tables, columns and indexes; answers what. */
    List<String> damage() {
        List<String> done = new ArrayList<>();
        List<String> tables = tables();
        tables.remove(DEPLOYMENTS);
        some(tables).forEach(table -> drop(done, "drop table " + table));
        some(lines("select concat(table_name, ' drop column ', column_name) from information_schema.columns c"
                + " where table_schema = database() and table_name not like 'orcj\\_%' and table_name <> '"
                + DEPLOYMENTS
                + "' and not exists (select 1 from information_schema.statistics s where s.table_schema = database()"
                + " and s.table_name = c.table_name and s.column_name = c.column_name) order by 1"))
                .forEach(column -> drop(done, "alter table " + column));
        some(lines("select distinct concat(table_name, ' drop key ', index_name) from information_schema.statistics"
                + " where table_schema = database() and table_name not like 'orcj\\_%' and index_name <> 'PRIMARY'"
                + " order by 1")).forEach(index -> drop(done, "alter table " + index));
        return done;
    }

    private void drop(List<String> done, String statement) {
        execute(statement);
        done.add(statement);
    }

    private List<String> some(List<String> of) {
        List<String> shuffled = new ArrayList<>(of);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(DROPPED_OF_EACH, shuffled.size()));
    }

    private List<String> tables() {
        return new ArrayList<>(lines("select table_name from information_schema.tables where table_schema = database()"
                + " and table_name not like 'orcj\\_%' order by 1"));
    }

    private List<String> lines(String query) {
        return database.readNow("test", PLENTY, sql -> sql.fetch(query).map(row -> row.get(0, String.class)));
    }

    private void execute(String statement) {
        database.readNow("test", PLENTY, sql -> sql.execute(statement));
    }
}
