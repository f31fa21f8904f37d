package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisSettings;
import io.orchestrator.domain.detection.Analyzer;
import io.orchestrator.domain.detection.Remembered;
import io.orchestrator.domain.instance.ObservedInstance;
import io.orchestrator.domain.recovery.RecoveryDecision;
import io.orchestrator.domain.testing.InstanceBuilder;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.topology.Fleets;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.AnalysisEvents;
import io.orchestrator.ports.driving.AnalysisEvents.Event;
import io.orchestrator.ports.driving.AnalysisEvents.Kind;
import io.orchestrator.ports.driving.AnalysisEvents.Live;
import io.orchestrator.ports.driving.AnalysisEvents.Missed;
import io.orchestrator.ports.driving.AnalysisEvents.Told;
import io.orchestrator.ports.driving.AnalysisEvents.Verdict;
import io.orchestrator.ports.inmemory.VirtualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What listeners hear of analyses, and that none of them holds up the engine. */
class AnalysisFeedTest implements AnalysisFeed.Surroundings {
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final RecoveryDecision BLOCKED = new RecoveryDecision.Blocked("downtime");

    private final VirtualTime time = new VirtualTime();
    private final List<Event> heard = new ArrayList<>();
    private boolean leads = true;
    private List<Analysis> current = List.of();
    private boolean broken;
    private int asked;
    private int told;
    private final AnalysisFeed feed = new AnalysisFeed(new Loop(time, time), this);

    @Override
    public boolean holdsFleet() {
        return leads;
    }

    @Override
    public List<Analysis> analysed() {
        return current;
    }

    @Override
    public CompletionStage<List<Analysis>> stored() {
        asked++;
        return broken
                ? CompletableFuture.failedStage(new PortException(PortException.Category.UNAVAILABLE, "down", null))
                : CompletableFuture.completedStage(current);
    }

    @Override
    public void told() {
        told++;
    }

    @BeforeEach
    void start() {
        feed.start();
        pass();
    }

    private void pass() {
        time.pass(ONE_SECOND);
    }

    private static InstanceBuilder replicaOf(String source) {
        return Instances.server(source + "-replica").replicaOf(source);
    }

    private static Analysis dead(String source) {
        return analysed(source, Instances.server(source).down().observed(), replicaOf(source).ioStopped().observed());
    }

    private static Analysis sound(String source) {
        return analysed(source, Instances.server(source).observed(), replicaOf(source).observed());
    }

    private static Analysis analysed(String source, ObservedInstance observed, ObservedInstance replica) {
        var fleet = Fleets.of(List.of(observed, replica));
        return fleet.clusters()
                .values()
                .stream()
                .flatMap(cluster -> Analyzer
                        .analyze(cluster, Instances.NOW, AnalysisSettings.DEFAULTS, Remembered.NOTHING,
                                Analyzer.Scope.ALL)
                        .stream())
                .filter(analysis -> analysis.key().equals(Instances.key(source)))
                .findFirst()
                .orElseThrow();
    }

    private AnalysisEvents.Subscription listen(long after) {
        var subscription = feed.listen(heard::add, after, time::execute);
        time.pass(Duration.ofMillis(1));
        return subscription;
    }

    private void tell(Analysis analysis, RecoveryDecision decision) {
        current = List.of(analysis);
        feed.told(analysis, decision);
        time.pass(Duration.ofMillis(1));
    }

    private List<Told> toldOf() {
        return heard.stream().filter(Told.class::isInstance).map(Told.class::cast).toList();
    }

    private Live live() {
        return heard.stream()
                .filter(Live.class::isInstance)
                .map(Live.class::cast)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    @Test
    void shouldTellEachChangeOnceWithItsVerdictAndReason() {
        listen(AnalysisEvents.NOTHING);
        tell(dead("m"), BLOCKED);
        tell(dead("m"), BLOCKED);
        tell(dead("m"), new RecoveryDecision.Recover("filters allow it"));

        assertThat(toldOf()).extracting(Told::kind).containsOnly(Kind.CHANGED);
        assertThat(toldOf()).extracting(Told::verdict).containsExactly(Verdict.BLOCKED, Verdict.RECOVER);
        assertThat(toldOf()).extracting(Told::reason).containsExactly("downtime", "filters allow it");
        assertThat(toldOf().getLast().sequence()).isEqualTo(toldOf().getFirst().sequence() + 1);
        assertThat(told).isEqualTo(2);
    }

    @Test
    void shouldTellThatAProblemIsOver() {
        listen(AnalysisEvents.NOTHING);
        tell(dead("m"), BLOCKED);
        feed.over(sound("m"));
        feed.over(sound("m"));
        time.pass(Duration.ofMillis(1));

        assertThat(toldOf()).extracting(Told::kind).containsExactly(Kind.CHANGED, Kind.OVER);
        assertThat(toldOf().getLast().analysis().isProblem()).isFalse();
        assertThat(toldOf().getLast().verdict()).isEqualTo(Verdict.OVER);
    }

    @Test
    void shouldTellThatAServerIsNotAnalysedAnyMore() {
        listen(AnalysisEvents.NOTHING);
        tell(dead("m"), BLOCKED);
        current = List.of();
        pass();
        assertThat(toldOf()).hasSize(1);

        pass();

        assertThat(toldOf().getLast().kind()).isEqualTo(Kind.OVER);
        assertThat(toldOf().getLast().reason()).startsWith("not analysed any more");
    }

    @Test
    void shouldTellFirstWhatStands() {
        tell(dead("m"), BLOCKED);
        listen(AnalysisEvents.NOTHING);

        assertThat(toldOf()).singleElement().satisfies(first -> {
            assertThat(first.kind()).isEqualTo(Kind.STANDING);
            assertThat(first.verdict()).isEqualTo(Verdict.BLOCKED);
            assertThat(live()).isEqualTo(new Live(first.sequence(), 1));
        });
    }

    @Test
    void shouldGoOnWhereAListenerLeftOff() {
        var first = listen(AnalysisEvents.NOTHING);
        tell(dead("m"), BLOCKED);
        long last = toldOf().getLast().sequence();
        first.close();
        tell(dead("n"), BLOCKED);
        feed.over(sound("m"));
        heard.clear();

        listen(last);

        assertThat(toldOf()).extracting(Told::kind).containsExactly(Kind.CHANGED, Kind.OVER);
        assertThat(toldOf()).extracting(Told::sequence).containsExactly(last + 1, last + 2);
        assertThat(live().problems()).isEqualTo(1);
    }

    @Test
    void shouldTellWhatStandsToWhoWasAwayTooLongOrComesFromAnotherProcess() {
        tell(dead("m"), BLOCKED);
        long first = feedSequence();
        for (int i = 0; i <= AnalysisFeed.REMEMBERED; i++) {
            tell(dead("m"), new RecoveryDecision.Blocked("reason " + i));
        }

        for (long after : new long[] {first, 7, Long.MAX_VALUE, -1}) {
            heard.clear();
            listen(after);
            assertThat(toldOf()).as("after " + after).extracting(Told::kind).containsExactly(Kind.STANDING);
        }
    }

    private long feedSequence() {
        listen(AnalysisEvents.NOTHING);
        long sequence = live().sequence();
        heard.clear();
        return sequence;
    }

    @Test
    void shouldDropTheOldestForASlowListenerAndSaySo() {
        List<Runnable> waiting = new ArrayList<>();
        feed.listen(heard::add, AnalysisEvents.NOTHING, waiting::add);
        time.pass(Duration.ofMillis(1));
        int changes = Mailbox.CAPACITY + 20;

        for (int i = 0; i < changes; i++) {
            tell(dead("m"), new RecoveryDecision.Blocked("reason " + i));
        }
        assertThat(heard).isEmpty();
        assertThat(waiting).hasSize(1);
        waiting.removeFirst().run();

        // "Live" was among what waited.
        assertThat(heard.getFirst()).isEqualTo(new Missed(changes + 1 - (Mailbox.CAPACITY + 1)));
        assertThat(heard).hasSize(Mailbox.CAPACITY + 2);
        assertThat(toldOf().getLast().reason()).isEqualTo("reason " + (changes - 1));
    }

    @Test
    void shouldGoOnWithAListenerThatThrowsAndWithoutOneWhoseExecutorIsGone() {
        List<Event> others = new ArrayList<>();
        feed.listen(event -> {
            heard.add(event);
            throw new IllegalStateException("a bug of the listener's");
        }, AnalysisEvents.NOTHING, time::execute);
        feed.listen(others::add, AnalysisEvents.NOTHING, _ -> {
            throw new RejectedExecutionException("shut down");
        });
        time.pass(Duration.ofMillis(1));

        tell(dead("m"), BLOCKED);
        tell(dead("n"), BLOCKED);

        assertThat(toldOf()).hasSize(2);
        assertThat(others).isEmpty();
    }

    @Test
    void shouldTellNothingAfterTheSubscriptionWasClosed() {
        var subscription = listen(AnalysisEvents.NOTHING);
        heard.clear();
        subscription.close();
        subscription.close();
        tell(dead("m"), BLOCKED);

        assertThat(heard).isEmpty();
    }

    @Test
    void shouldCompareWhatIsStoredOnlyWhileSomebodyListensElsewhere() {
        leads = false;
        time.pass(Duration.ofSeconds(10));
        assertThat(asked).isZero();

        current = List.of(dead("m"));
        var subscription = listen(AnalysisEvents.NOTHING);
        assertThat(toldOf()).extracting(Told::verdict).containsExactly(Verdict.OBSERVED);
        current = List.of();
        pass();
        assertThat(toldOf()).extracting(Told::kind).containsExactly(Kind.STANDING, Kind.OVER);

        long last = toldOf().getLast().sequence();
        subscription.close();
        time.pass(Duration.ofSeconds(2));
        int before = asked;
        time.pass(Duration.ofSeconds(10));
        assertThat(asked).isEqualTo(before);

        current = List.of(dead("m"));
        heard.clear();
        listen(last);
        assertThat(toldOf()).as("nobody knows what happened meanwhile")
                .extracting(Told::kind)
                .containsExactly(Kind.STANDING);
    }

    @Test
    void shouldTellWhatStandsOnceTheStoreAnswersAndNothingBefore() {
        leads = false;
        broken = true;
        current = List.of(dead("m"));
        listen(AnalysisEvents.NOTHING);
        pass();
        assertThat(heard).isEmpty();

        broken = false;
        pass();

        assertThat(toldOf()).hasSize(1);
        assertThat(live().problems()).isEqualTo(1);
    }
}
