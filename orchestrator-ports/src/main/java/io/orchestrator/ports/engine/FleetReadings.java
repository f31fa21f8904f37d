package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.topology.Fleet;
import io.orchestrator.domain.topology.HostAliases;
import io.orchestrator.ports.driven.IntentStore;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.FleetPicture;
import org.jspecify.annotations.Nullable;

/**
 * What is known, for those who ask: from memory while this node holds the fleet, else from the store (ADR 0029). All who ask within a
 * moment share one answer; on a node that does not lead they share one reading of the stored servers for at most a second, counted from
 * before it began. Whatever this node changes itself is seen by the next who asks. Nothing is read or made while nobody asks.
 */
final class FleetReadings {
    /** How long one picture serves: so far times in it may be off. */
    static final Duration MOMENT = Duration.ofMillis(100);
    /** Nobody is shown stored servers as they were longer ago; the rest of the second is for the way to the client. */
    static final Duration OLDEST = Duration.ofMillis(900);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Loop loop;
    private final World world;
    private final Supplier<Tuning> tuning;
    private final Parts parts;
    private final SharedReading<Stored> stored;
    private @Nullable StoredFleet fleet;
    private List<Analysis> lastFound = List.of();
    /** Also read by threads that ask: whoever finds one that is good needs not wait for the loop. */
    private volatile @Nullable Shown<FleetPicture> picture;
    private volatile @Nullable Shown<List<Analysis>> analyses;

    FleetReadings(Loop loop, World world, Supplier<Tuning> tuning, Parts parts) {
        this.loop = loop;
        this.world = world;
        this.tuning = tuning;
        this.parts = parts;
        this.stored = new SharedReading<>(loop, this::read, OLDEST, DEADLINE);
    }

    /** An answer, and until when it is one. */
    private record Shown<T>(T value, Duration until) {
        boolean isGoodAt(Duration now) {
            return now.compareTo(until) <= 0;
        }
    }

    /** The fleet that a reading of the store shows together with what people said, and what is wrong with it. */
    private record StoredFleet(SharedReading.Reading<Stored> reading, IntentStore.Intents said, HostAliases aliases,
            Tuning tuned, Fleet fleet, List<Analysis> found) {
        /** The same reading and tuning are the same objects: whether their contents are equal would be dear to find out. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(SharedReading.Reading<Stored> other, IntentStore.Intents nowSaid, HostAliases nowAliases,
                Tuning nowTuned) {
            return reading == other && tuned == nowTuned && said.equals(nowSaid) && aliases.equals(nowAliases);
        }

        Duration until() {
            return reading.began().plus(OLDEST);
        }
    }

    private CompletionStage<Stored> read() {
        world.metrics().count("instance.read", 1);
        return Stored.read(world.stores().instances(), loop.now());
    }

    /** The fleet now. */
    CompletionStage<FleetPicture> picture() {
        Shown<FleetPicture> shown = picture;
        return shown != null && shown.isGoodAt(loop.now()) ? CompletableFuture.completedStage(shown.value())
                : asked(this::makePicture);
    }

    /** The fleet as it is after this call, for those who act on it. */
    CompletionStage<FleetPicture> freshPicture() {
        return asked(answer -> {
            changed();
            makePicture(answer);
        });
    }

    /** What is wrong now. The list is the same object while nothing in it changed. */
    CompletionStage<List<Analysis>> analyses() {
        Shown<List<Analysis>> shown = analyses;
        return shown != null && shown.isGoodAt(loop.now()) ? CompletableFuture.completedStage(shown.value())
                : asked(this::makeAnalyses);
    }

    private <T> CompletionStage<T> asked(Consumer<CompletableFuture<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.post(() -> {
            try {
                question.accept(answer);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** On the loop: servers were stored, forgotten or probed at somebody's command, or this node began or ceased to lead. */
    void changed() {
        stored.changed();
        fleet = null;
        said();
    }

    /** On the loop: what is said about servers was read, or an analysis changed. */
    void said() {
        picture = null;
        analyses = null;
    }

    private void makePicture(CompletableFuture<FleetPicture> answer) {
        Shown<FleetPicture> shown = picture;
        if (shown != null && shown.isGoodAt(loop.now())) {
            answer.complete(shown.value());
        } else if (parts.holdsFleet()) {
            answer.complete(show(parts.view.fleet(), loop.now().plus(MOMENT)));
        } else {
            stored(found -> {
                Duration moment = loop.now().plus(MOMENT);
                answer.complete(show(found.fleet(), moment.compareTo(found.until()) < 0 ? moment : found.until()));
            }, answer::completeExceptionally);
        }
    }

    private FleetPicture show(Fleet shownFleet, Duration until) {
        FleetPicture made = new FleetPicture(shownFleet, loop.now(), world.time().wall());
        picture = new Shown<>(made, until);
        return made;
    }

    private void makeAnalyses(CompletableFuture<List<Analysis>> answer) {
        Shown<List<Analysis>> shown = analyses;
        if (shown != null && shown.isGoodAt(loop.now())) {
            answer.complete(shown.value());
        } else if (parts.holdsFleet()) {
            answer.complete(show(parts.detection.current(), loop.now().plus(MOMENT)));
        } else {
            stored(found -> answer.complete(show(found.found(), found.until())), answer::completeExceptionally);
        }
    }

    private List<Analysis> show(List<Analysis> found, Duration until) {
        if (!lastFound.equals(found)) {
            lastFound = List.copyOf(found);
        }
        analyses = new Shown<>(lastFound, until);
        return lastFound;
    }

    private void stored(Consumer<StoredFleet> onValue, Consumer<PortException> onFailure) {
        if (parts.intents.isKnown()) {
            stored.ask(reading -> onValue.accept(fleetOf(reading)), onFailure);
        } else {
            // A command asks before anything was read; without what people said the picture would be a wrong one.
            loop.within(DEADLINE, world.stores().intents().read(), intents -> {
                parts.intents.take(intents);
                stored.ask(reading -> onValue.accept(fleetOf(reading)), onFailure);
            }, onFailure);
        }
    }

    private StoredFleet fleetOf(SharedReading.Reading<Stored> reading) {
        IntentStore.Intents said = parts.intents.current();
        HostAliases aliases = parts.names.aliases();
        Tuning tuned = tuning.get();
        StoredFleet before = fleet;
        if (before != null && before.isOf(reading, said, aliases, tuned)) {
            return before;
        }
        Fleet made = fleetOf(reading.value());
        List<Analysis> found = new ArrayList<>();
        made.clusters()
                .values()
                .forEach(topology -> parts.detection.analyzeNow(topology)
                        .stream()
                        .filter(Analysis::isProblem)
                        .forEach(found::add));
        StoredFleet after = new StoredFleet(reading, said, aliases, tuned, made, List.copyOf(found));
        fleet = after;
        return after;
    }

    /** The fleet that these servers make. */
    Fleet fleetOf(Stored servers) {
        FleetView view = new FleetView();
        view.patterns(tuning.get().aliasPatterns());
        view.aliases(parts.names.aliases());
        view.load(servers.servers(), servers.clusters());
        view.annotate(parts.intents.current(), tuning.get().heeding());
        return view.fleet();
    }
}
