package io.orchestrator.backend.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.orchestrator.backend.datasource.Dialect;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.Candidate;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.domain.operations.PromotionRule;
import io.orchestrator.ports.driven.IntentStore.Intents;
import io.orchestrator.ports.driven.IntentStore.Marks;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record7;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

import static io.orchestrator.backend.schema.Tables.CANDIDATE_DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.CLUSTER_ALIAS;
import static io.orchestrator.backend.schema.Tables.CLUSTER_ALIAS_OVERRIDE;
import static io.orchestrator.backend.schema.Tables.CLUSTER_DOMAIN_NAME;
import static io.orchestrator.backend.schema.Tables.CLUSTER_INJECTED_PSEUDO_GTID;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_DOWNTIME;
import static io.orchestrator.backend.schema.Tables.DATABASE_INSTANCE_MAINTENANCE;
import static io.orchestrator.backend.schema.Tables.GLOBAL_RECOVERY_DISABLE;
import static io.orchestrator.backend.schema.Tables.HOSTNAME_UNRESOLVE;
import static io.orchestrator.backend.schema.Tables.HOST_AGENT;

/** All the small intent tables and the known keys in one statement, for every node asks every second. */
final class IntentReading {

    private static final Field<Integer> NO_PORT = DSL.inline(0);
    private static final Field<String> NO_TEXT = DSL.inline("");
    private static final Field<Long> NO_TIME = DSL.inline(0L);

    private enum Kind {
        SWITCH, DOWNTIME, CANDIDATE, MAINTENANCE, ALIAS, OVERRIDE, DOMAIN, VIRTUAL, INJECTED, AGENT, KEY
    }

    private final Dialect dialect;
    private boolean disabled;
    private final List<Downtime> downtimes = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<InstanceKey> inMaintenance = new HashSet<>();
    private final Map<ClusterName, String> aliases = new TreeMap<>();
    private final Map<ClusterName, String> overrides = new TreeMap<>();
    private final Map<ClusterName, String> domains = new TreeMap<>();
    private final Map<String, String> virtualNames = new TreeMap<>();
    private final Set<InstanceKey> keys = new HashSet<>();
    private final Set<ClusterName> injected = new HashSet<>();
    private final Map<String, Integer> snapshots = new HashMap<>();

    IntentReading(Dialect dialect) {
        this.dialect = dialect;
    }

    Intents read(DSLContext sql) {
        var g = GLOBAL_RECOVERY_DISABLE;
        var d = DATABASE_INSTANCE_DOWNTIME;
        var c = CANDIDATE_DATABASE_INSTANCE;
        var m = DATABASE_INSTANCE_MAINTENANCE;
        var a = HOST_AGENT;
        var i = DATABASE_INSTANCE;
        var begin = DSL.coalesce(dialect.unixSecondsOf(d.BEGIN_TIMESTAMP), NO_TIME);
        var now = dialect.now();
        sql.fetch(rows(Kind.SWITCH, NO_TEXT, NO_PORT, NO_TEXT, NO_TEXT, NO_TIME, NO_TIME, g, g.DISABLE_RECOVERY.eq(1))
                .unionAll(rows(Kind.DOWNTIME, d.HOSTNAME, d.PORT, d.OWNER, d.REASON, begin,
                        dialect.unixSecondsOf(d.END_TIMESTAMP), d,
                        d.DOWNTIME_ACTIVE.eq(1).and(d.END_TIMESTAMP.gt(now))))
                .unionAll(rows(Kind.CANDIDATE, c.HOSTNAME, c.PORT, c.PROMOTION_RULE, NO_TEXT, NO_TIME, NO_TIME, c,
                        DSL.noCondition()))
                .unionAll(rows(Kind.MAINTENANCE, m.HOSTNAME, m.PORT, NO_TEXT, NO_TEXT, NO_TIME, NO_TIME, m,
                        m.MAINTENANCE_ACTIVE.eq(1).and(m.END_TIMESTAMP.gt(now))))
                .unionAll(names(Kind.ALIAS, CLUSTER_ALIAS, CLUSTER_ALIAS.CLUSTER_NAME, CLUSTER_ALIAS.ALIAS))
                .unionAll(names(Kind.OVERRIDE, CLUSTER_ALIAS_OVERRIDE, CLUSTER_ALIAS_OVERRIDE.CLUSTER_NAME,
                        CLUSTER_ALIAS_OVERRIDE.ALIAS))
                .unionAll(names(Kind.DOMAIN, CLUSTER_DOMAIN_NAME, CLUSTER_DOMAIN_NAME.CLUSTER_NAME,
                        CLUSTER_DOMAIN_NAME.DOMAIN_NAME))
                .unionAll(names(Kind.VIRTUAL, HOSTNAME_UNRESOLVE, HOSTNAME_UNRESOLVE.HOSTNAME,
                        HOSTNAME_UNRESOLVE.UNRESOLVED_HOSTNAME))
                .unionAll(names(Kind.INJECTED, CLUSTER_INJECTED_PSEUDO_GTID, CLUSTER_INJECTED_PSEUDO_GTID.CLUSTER_NAME,
                        NO_TEXT))
                .unionAll(rows(Kind.AGENT, a.HOSTNAME, a.COUNT_MYSQL_SNAPSHOTS, NO_TEXT, NO_TEXT, NO_TIME, NO_TIME, a,
                        a.COUNT_MYSQL_SNAPSHOTS.gt(0)))
                .unionAll(rows(Kind.KEY, i.HOSTNAME, i.PORT, NO_TEXT, NO_TEXT, NO_TIME, NO_TIME, i,
                        DSL.noCondition())))
                .forEach(this::take);
        downtimes.sort((one, other) -> one.key().compareTo(other.key()));
        candidates.sort((one, other) -> one.key().compareTo(other.key()));
        return new Intents(disabled, downtimes, candidates, inMaintenance, aliases, overrides, domains,
                virtualNames, keys, new Marks(injected, snapshots));
    }

    private static Select<Record7<String, String, Integer, String, String, Long, Long>> names(Kind kind,
            Table<Record> table, Field<String> whose, Field<String> name) {
        return rows(kind, whose, NO_PORT, name, NO_TEXT, NO_TIME, NO_TIME, table, whose.ne(""));
    }

    private static Select<Record7<String, String, Integer, String, String, Long, Long>> rows(Kind kind,
            Field<String> place, Field<Integer> port, Field<String> text, Field<String> more, Field<Long> begin,
            Field<Long> end, Table<Record> table, Condition which) {
        return DSL.select(DSL.inline(kind.name()).as("kind"), place.as("place"), port.as("port"), text.as("text"),
                more.as("more"), begin.as("begun"), end.as("ended")).from(table).where(which);
    }

    private void take(Record7<String, String, Integer, String, String, Long, Long> row) {
        switch (Kind.valueOf(row.value1())) {
            case SWITCH -> disabled = true;
            case DOWNTIME -> downtimes.add(new Downtime(key(row), row.value4(), row.value5(),
                    Instant.ofEpochSecond(row.value6()), Instant.ofEpochSecond(row.value7())));
            case CANDIDATE -> candidates.add(new Candidate(key(row),
                    PromotionRule.named(row.value4()).orElse(PromotionRule.NEUTRAL)));
            case MAINTENANCE -> inMaintenance.add(key(row));
            case ALIAS -> aliases.put(new ClusterName(row.value2()), row.value4());
            case OVERRIDE -> overrides.put(new ClusterName(row.value2()), row.value4());
            case DOMAIN -> domains.put(new ClusterName(row.value2()), row.value4());
            case VIRTUAL -> virtualNames.put(row.value2(), row.value4());
            case INJECTED -> injected.add(new ClusterName(row.value2()));
            case AGENT -> snapshots.put(row.value2(), row.value3());
            case KEY -> keys.add(key(row));
        }
    }

    private static InstanceKey key(Record7<String, String, Integer, String, String, Long, Long> row) {
        return new InstanceKey(row.value2(), row.value3());
    }
}
