package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.inmemory.VirtualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is given which reading of a store, and how old it may be (ADR 0029). */
class SharedReadingTest {
    private static final Duration OLDEST = Duration.ofMillis(900);

    private final VirtualTime time = new VirtualTime();
    private final List<Duration> began = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private Duration takes = Duration.ofMillis(50);
    private boolean broken;
    private final SharedReading<Integer> reading =
            new SharedReading<>(new Loop(time, time), this::read, OLDEST, Duration.ofSeconds(10));

    private CompletionStage<Integer> read() {
        began.add(time.monotonic());
        int number = began.size();
        boolean fails = broken;
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        var _ = time.schedule(takes, () -> {
            if (fails) {
                answer.completeExceptionally(
                        new PortException(PortException.Category.UNAVAILABLE, "down " + number, null));
            } else {
                answer.complete(number);
            }
        });
        return answer;
    }

    private void ask() {
        reading.ask(read -> {
            assertThat(time.monotonic().minus(read.began())).as("age of a reading").isLessThanOrEqualTo(OLDEST);
            heard.add(String.valueOf(read.value()));
        }, failure -> heard.add(String.valueOf(failure.getMessage())));
    }

    private void pass(int millis) {
        time.pass(Duration.ofMillis(millis));
    }

    @Test
    void allWhoAskAtOnceShareOneReading() {
        for (int i = 0; i < 50; i++) {
            ask();
        }
        pass(100);

        assertThat(began).hasSize(1);
        assertThat(heard).hasSize(50).containsOnly("1");
    }

    @Test
    void aReadingIsKeptUntilItIsTooOldCountedFromBeforeItBegan() {
        ask();
        pass(900);
        ask();
        assertThat(began).hasSize(1);

        pass(1);
        ask();
        pass(50);

        assertThat(heard).containsExactly("1", "1", "2");
    }

    @Test
    void nothingIsReadWhileNobodyAsks() {
        ask();
        pass(60_000);

        assertThat(began).hasSize(1);
    }

    @Test
    void whoJoinsASlowReadingIsNotGivenWhatIsTooOldByThen() {
        takes = Duration.ofMillis(850);
        ask();
        pass(400);
        takes = Duration.ofMillis(10);
        ask();
        pass(450);
        assertThat(heard).as("still young enough").containsExactly("1", "1");

        pass(2_000);
        heard.clear();
        takes = Duration.ofMillis(1_500);
        List<Duration> ages = new ArrayList<>();
        reading.ask(read -> ages.add(time.monotonic().minus(read.began())), _ -> {});
        pass(1_000);
        takes = Duration.ofMillis(10);
        ask();
        pass(500);
        assertThat(ages).as("who waited for it all the time").containsExactly(Duration.ofMillis(1_500));
        assertThat(heard).as("who joined late").isEmpty();

        pass(10);

        assertThat(heard).containsExactly("3");
    }

    @Test
    void afterAChangeNobodyIsGivenAReadingFromBefore() {
        ask();
        pass(50);
        reading.changed();
        ask();
        pass(10);
        reading.changed();
        ask();
        pass(200);

        assertThat(heard).containsExactly("1", "2", "3");
        ask();
        assertThat(heard).last().isEqualTo("3");
    }

    @Test
    void aFailureIsToldToThoseWhoWaitedAndNotKept() {
        broken = true;
        ask();
        ask();
        pass(50);
        assertThat(heard).containsExactly("down 1", "down 1");

        broken = false;
        ask();
        pass(50);

        assertThat(heard).last().isEqualTo("2");
    }

    @Test
    void aFailureFromBeforeAChangeIsNotToldToWhoAskedAfterIt() {
        broken = true;
        ask();
        pass(10);
        broken = false;
        reading.changed();
        ask();
        pass(200);

        assertThat(heard).containsExactly("down 1", "2");
    }
}
