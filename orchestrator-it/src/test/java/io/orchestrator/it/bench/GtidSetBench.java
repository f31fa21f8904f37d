package io.orchestrator.it.bench;

import java.util.concurrent.TimeUnit;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.gtid.MySqlGtidSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What reading and combining GTID sets costs when replication left gaps everywhere: 10,000 intervals, spread over four
 * servers. The two sets overlap in a part of each interval, the worst case for the algebra.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GtidSetBench {
    private static final int SERVERS = 4;
    private static final int INTERVALS_PER_SERVER = 2_500;
    private static final long STRIDE = 20;

    private final String text = text(1, 10);
    private final MySqlGtidSet set = GtidSet.mysql(text);
    private final MySqlGtidSet shifted = GtidSet.mysql(text(6, 10));
    private final MySqlGtidSet smaller = GtidSet.mysql(text(2, 5));

    @Benchmark
    public MySqlGtidSet parse() {
        return GtidSet.mysql(text);
    }

    @Benchmark
    public String print() {
        return set.text();
    }

    @Benchmark
    public MySqlGtidSet union() {
        return set.union(shifted);
    }

    @Benchmark
    public MySqlGtidSet subtract() {
        return set.subtract(shifted);
    }

    @Benchmark
    public MySqlGtidSet intersect() {
        return set.intersect(shifted);
    }

    @Benchmark
    public boolean contains() {
        return set.contains(smaller);
    }

    private static String text(long offset, long length) {
        var text = new StringBuilder();
        for (int server = 0; server < SERVERS; server++) {
            text.append(server == 0 ? "" : ",\n").append("3e11fa47-71ca-11e1-9e33-00000000000").append(server);
            for (int i = 0; i < INTERVALS_PER_SERVER; i++) {
                long first = offset + i * STRIDE;
                text.append(':').append(first).append('-').append(first + length - 1);
            }
        }
        return text.toString();
    }
}
