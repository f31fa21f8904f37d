package io.orchestrator.domain.gtid;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import io.orchestrator.domain.identity.ServerUuid;

/** UUIDs and random sets; a set of transactions as a {@code HashSet} is the model the algebra is compared with. */
final class GtidFixtures {
    static final String A = "00010111-1111-1111-1111-111111111111";
    static final String B = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    static final String C = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    private static final List<String> UUIDS = List.of(A, B, C);
    private static final List<String> TAGS = List.of("", "", "_x", "ab", "b_1");
    private static final int HIGHEST = 24;

    private GtidFixtures() {}

    static ServerUuid uuid(String text) {
        return new ServerUuid(text);
    }

    static MySqlGtid gtid(String uuid, String tag, long number) {
        return new MySqlGtid(new TransactionSource(uuid(uuid), new GtidTag(tag)), number);
    }

    /** Few servers, tags and numbers, so that two random sets overlap, touch and differ in every way. */
    static Set<MySqlGtid> randomModel(RandomGenerator random) {
        var model = new HashSet<MySqlGtid>();
        int runs = random.nextInt(8);
        for (int i = 0; i < runs; i++) {
            String uuid = UUIDS.get(random.nextInt(UUIDS.size()));
            String tag = TAGS.get(random.nextInt(TAGS.size()));
            long first = 1L + random.nextInt(HIGHEST);
            long last = first + random.nextInt(6);
            for (long number = first; number <= last; number++) {
                model.add(gtid(uuid, tag, number));
            }
        }
        return model;
    }

    static MySqlGtidSet fromModel(Set<MySqlGtid> model) {
        return GtidSet.mysql(model.stream().map(MySqlGtid::text).collect(Collectors.joining(",")));
    }

    static Set<MySqlGtid> toModel(MySqlGtidSet set) {
        return set.transactions().collect(Collectors.toSet());
    }

    /** Any set the MariaDB notation can write: positions with several servers, and ranges. */
    static MariaDbGtidSet randomMariaDb(RandomGenerator random) {
        MariaDbGtidSet set = GtidSet.emptyMariadb();
        int entries = random.nextInt(6);
        for (int i = 0; i < entries; i++) {
            String server = random.nextInt(3) + "-" + (1 + random.nextInt(3)) + "-";
            int first = 1 + random.nextInt(HIGHEST);
            String sequences = random.nextBoolean() ? "" + first : first + ".." + (first + random.nextInt(6));
            set = set.union(GtidSet.mariadb(server + sequences));
        }
        return set;
    }
}
