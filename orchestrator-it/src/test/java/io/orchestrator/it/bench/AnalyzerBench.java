package io.orchestrator.it.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.Analyzer;
import io.orchestrator.domain.detection.Remembered;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.domain.topology.Topology;
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
 * What it costs to say what is wrong with 10,000 servers in 500 clusters (limit 20 ms), and with one cluster of a source and 1,000 replicas
 * (limit 2 ms), from pictures made beforehand; and the same with the pictures made from what probes saw. Every tenth source is dead, its
 * replicas cannot connect to it, and each server has executed transactions of three servers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AnalyzerBench {
    private static final int CLUSTERS = 500;
    private static final int SERVERS_OF_EACH = 20;
    private static final int REPLICAS_OF_ONE = 1_000;
    private static final int ONE_DEAD_OF = 10;
    private static final Duration NOW = Instances.NOW;

    private final List<ObservedInstance> many = many();
    private final List<ObservedInstance> one = cluster("large", REPLICAS_OF_ONE + 1, true);
    private final List<Topology> manyPictures = List.copyOf(Fleets.of(many).clusters().values());
    private final Topology onePicture = Fleets.of(one).clusters().values().iterator().next();

    @Benchmark
    public int tenThousandServers() {
        return problems(manyPictures);
    }

    @Benchmark
    public List<Analysis> oneClusterOfAThousand() {
        return analyses(onePicture);
    }

    @Benchmark
    public int tenThousandServersFromProbes() {
        Fleet fleet = Fleets.of(many);
        return problems(fleet.clusters().values());
    }

    @Benchmark
    public int oneClusterOfAThousandFromProbes() {
        Fleet fleet = Fleets.of(one);
        return problems(fleet.clusters().values());
    }

    private static int problems(Iterable<Topology> pictures) {
        int problems = 0;
        for (Topology picture : pictures) {
            problems += analyses(picture).size();
        }
        return problems;
    }

    private static List<Analysis> analyses(Topology picture) {
        return Analyzer.analyze(picture, NOW, AnalysisSettings.DEFAULTS, Remembered.NOTHING, Analyzer.Scope.ALL);
    }

    private static List<ObservedInstance> many() {
        List<ObservedInstance> all = new ArrayList<>();
        for (int i = 0; i < CLUSTERS; i++) {
            all.addAll(cluster("cluster-%03d".formatted(i), SERVERS_OF_EACH, i % ONE_DEAD_OF == 0));
        }
        return all;
    }

    private static List<ObservedInstance> cluster(String name, int servers, boolean dead) {
        String source = name + "-0000.example.com";
        String executed = "%s:1-12345678,\n%s:1-77,\n%s:1-3456".formatted(Instances.uuid(source + ":3306").value(),
                Instances.uuid("former-" + name).value(), Instances.uuid("first-" + name).value());
        List<ObservedInstance> all = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            InstanceBuilder server = Instances.server(name + "-%04d.example.com".formatted(i)).executed(executed);
            if (i == 0) {
                server = dead ? server.down() : server;
            } else {
                server = server.replicaOf(source).readOnly();
                server = dead ? server.failingToConnect() : server;
            }
            all.add(server.observed());
        }
        return all;
    }
}
