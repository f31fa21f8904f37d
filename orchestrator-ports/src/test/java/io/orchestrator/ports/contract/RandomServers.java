package io.orchestrator.ports.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.instance.ProbeFailure;
import io.orchestrator.domain.instance.ProbeOutcome;
import io.orchestrator.domain.instance.ProbeTimes;
import io.orchestrator.domain.testing.ChannelBuilder;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;

/** A cluster of servers in any state, with any number of channels, as a process knows them that probed each a few times. */
final class RandomServers {
    private static final List<ProbeFailure.Kind> FAILURES = List.of(ProbeFailure.Kind.REFUSED,
            ProbeFailure.Kind.TIMED_OUT, ProbeFailure.Kind.LOST, ProbeFailure.Kind.ACCESS_DENIED);
    private static final int MOST = 7;

    private final SplittableRandom random;
    private final Duration now;

    RandomServers(long seed, Duration now) {
        this.random = new SplittableRandom(seed);
        this.now = now;
    }

    List<ObservedInstance> some() {
        List<ObservedInstance> servers = new ArrayList<>();
        int count = 1 + random.nextInt(MOST);
        for (int i = 0; i < count; i++) {
            InstanceBuilder server = Instances.server("db" + i);
            if (i > 0 || random.nextInt(5) == 0) {
                channels(server, i, count);
            }
            decorate(server);
            servers.add(probed(server));
        }
        return servers;
    }

    /** The default channel most often, and others beside it or in its place. */
    private void channels(InstanceBuilder server, int index, int count) {
        if (random.nextInt(8) > 0) {
            server.channel(channel("", index == 0 ? random.nextInt(count) : random.nextInt(index)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            server.channel(channel("channel" + i, random.nextInt(count)));
        }
    }

    private ChannelBuilder channel(String name, int source) {
        ChannelBuilder channel = new ChannelBuilder(name).source("db" + source);
        switch (random.nextInt(6)) {
            case 0 -> channel.ioStopped();
            case 1 -> channel.sqlStopped();
            case 2 -> channel.failingToConnect();
            case 3 -> channel.connecting();
            default -> {
                // It replicates.
            }
        }
        if (random.nextBoolean()) {
            channel.lag(random.nextBoolean() ? Duration.ofSeconds(random.nextInt(30)) : null);
        }
        if (random.nextInt(4) == 0) {
            channel.delay(Duration.ofSeconds(random.nextInt(2) * 600L));
        }
        if (random.nextInt(3) == 0) {
            channel.silence(Duration.ofMillis(random.nextInt(8_000)), Duration.ofSeconds(1));
        }
        return channel;
    }

    private void decorate(InstanceBuilder server) {
        if (random.nextInt(4) == 0) {
            server.readOnly();
        }
        if (random.nextInt(5) == 0) {
            server.semiSyncSource(random.nextBoolean(), random.nextInt(3), random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            server.format(random.nextBoolean() ? "STATEMENT" : "MIXED");
        }
        if (random.nextInt(6) == 0) {
            server.gtidMode("OFF");
        }
        if (random.nextInt(6) == 0) {
            server.version("8.4.2");
        }
        if (random.nextInt(6) == 0) {
            server.executed(Instances.uuid(server.key().hostname()).value() + ":1-" + (1 + random.nextInt(5)));
        }
    }

    /** A history of probes that ended at any fraction of a second, the last one well or badly. */
    private ObservedInstance probed(InstanceBuilder server) {
        ObservedInstance known = ObservedInstance.unseen(server.key());
        Duration at = now.minusMillis(5_000 + random.nextInt(20_000));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            at = at.plusNanos(1_000_000 + random.nextInt(1_600_000_000));
            var times = new ProbeTimes(at, at.plusNanos(random.nextInt(300_000_000)));
            known = known.after(outcome(server, times));
            at = times.ended();
        }
        // One that is under way is stored only when it hangs.
        return random.nextInt(6) == 0 ? known.probing(now.minusSeconds(20)) : known;
    }

    private ProbeOutcome outcome(InstanceBuilder server, ProbeTimes times) {
        InstanceKey key = server.key();
        var failure = new ProbeFailure(FAILURES.get(random.nextInt(FAILURES.size())), key + " did not answer");
        return switch (random.nextInt(5)) {
            case 0 -> new ProbeOutcome.Unseen(key, failure, times);
            case 1 -> new ProbeOutcome.PartlySeen(key, failure, times);
            default -> new ProbeOutcome.Seen(key, server.snapshot(), times);
        };
    }
}
