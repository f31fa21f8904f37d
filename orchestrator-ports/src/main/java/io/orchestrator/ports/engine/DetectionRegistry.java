package io.orchestrator.ports.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.detection.AnalysisCode;
import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.identity.RecoveryUid;
import io.orchestrator.domain.recovery.HookPoint;
import io.orchestrator.ports.driven.HookRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers detections, and runs the detection hooks once for each that is new (detection.md 14; ADR 0028). Whoever asks is answered
 * when those hooks are over, whatever became of them: they come before everything that a recovery does, and hold nothing back.
 */
final class DetectionRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(DetectionRegistry.class);
    private static final Duration STORE_DEADLINE = Duration.ofSeconds(2);
    /** The backend is asked again this often: a person may have ended the detection at any node. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration REFUSAL_TOLD_EVERY = Duration.ofMinutes(1);

    /** What became of a registration. */
    enum News {
        /** The detection is known, or could not be registered: nobody was told of it now. */
        NONE,
        /** It is new. */
        REGISTERED,
        /** It is new, and hooks were told of it, which may have taken a while. */
        HOOKS_RAN
    }

    /** Another code of the same server is another detection (D-1). */
    private record Detection(InstanceKey key, AnalysisCode code, boolean actionable) {}

    private record Asked(Detection detection, Duration at) {}

    private final Loop loop;
    private final World world;
    private final EngineSettings settings;
    private final Supplier<Tuning> tuning;
    private final StepTexts texts;
    private final Predicate<ClusterName> claimed;
    /** What the backend was last found to have of each server. */
    private final Map<InstanceKey, Asked> asked = new HashMap<>();
    /** Those being registered or told of, and who waits for that. */
    private final Map<Detection, List<Consumer<News>>> underWay = new HashMap<>();
    /** When hooks were last told of a detection. */
    private final Map<Detection, Duration> toldAt = new HashMap<>();
    private final Map<InstanceKey, Duration> refusalToldAt = new HashMap<>();

    /**
     * Registers nothing yet.
     *
     * @param claimed whether something runs on a cluster: a recovery ends the detections of its server before its end, and what is
     *     known of that server is not up to date then
     */
    DetectionRegistry(Loop loop, World world, EngineSettings settings, Supplier<Tuning> tuning, StepTexts texts,
            Predicate<ClusterName> claimed) {
        this.loop = loop;
        this.world = world;
        this.settings = settings;
        this.tuning = tuning;
        this.texts = texts;
        this.claimed = claimed;
    }

    /** A new term begins: what an earlier one knew may have changed. */
    void clear() {
        asked.clear();
        toldAt.clear();
        refusalToldAt.clear();
    }

    /** The server has no problem any more; with the next one the backend is asked at once. */
    void wellAgain(InstanceKey key) {
        asked.remove(key);
    }

    /** A recovery of the server is over and its detections are ended; what is seen of it needs a moment to be up to date. */
    void recovered(InstanceKey key) {
        asked.computeIfPresent(key, (_, last) -> new Asked(last.detection(), loop.now()));
    }

    /**
     * Registers a detection, and tells hooks of it if it is new.
     *
     * @param actionable a recovery exists for it
     * @param skipHooks it is registered, and no hook is told
     * @param done what became of it; on the loop, at once when it is known
     */
    void register(Analysis analysis, boolean actionable, boolean skipHooks, Consumer<News> done) {
        Detection detection = new Detection(analysis.key(), analysis.code(), actionable);
        List<Consumer<News>> waiting = underWay.get(detection);
        if (waiting != null) {
            waiting.add(done);
            return;
        }
        Asked last = asked.get(analysis.key());
        if (last != null && last.detection().equals(detection)
                && (isRecent(last.at(), ASK_AGAIN) || claimed.test(analysis.cluster()))) {
            done.accept(News.NONE);
            return;
        }
        underWay.put(detection, new ArrayList<>(List.of(done)));
        boolean changedBack = last != null && !last.detection().equals(detection) && isTold(detection);
        loop.within(STORE_DEADLINE, world.stores().detections().register(analysis, actionable, settings.self()),
                isNew -> {
                    asked.put(analysis.key(), new Asked(detection, loop.now()));
                    if (!isNew) {
                        refused(analysis, "");
                        over(detection, News.NONE);
                    } else if (skipHooks || changedBack || !hasHooks()) {
                        over(detection, News.REGISTERED);
                    } else {
                        tellHooks(analysis, detection);
                    }
                }, failure -> {
                    refused(analysis, ": " + failure.getMessage());
                    over(detection, News.NONE);
                });
    }

    private boolean isRecent(Duration at, Duration within) {
        return loop.now().minus(at).compareTo(within) < 0;
    }

    /** A code that comes and goes is told of once in the period for which it blocks itself. */
    private boolean isTold(Detection detection) {
        Duration block = tuning.get().retention().detectionBlock();
        toldAt.values().removeIf(at -> !isRecent(at, block));
        return toldAt.containsKey(detection);
    }

    private boolean hasHooks() {
        return tuning.get().recovery().hooks().contains(HookPoint.ON_FAILURE_DETECTION);
    }

    private void tellHooks(Analysis analysis, Detection detection) {
        toldAt.put(detection, loop.now());
        RecoveryUid uid = world.recoveryUids().get();
        Consumer<HookRunner.Result> told = result -> {
            if (!result.succeeded()) {
                LOG.warn("detection hooks for {} on {} failed and hold nothing back: {}",
                        analysis.code().contractName(), analysis.key(), String.join("; ", result.failures()));
            }
            asked.computeIfPresent(analysis.key(), (_, last) -> new Asked(last.detection(), loop.now()));
            texts.whenStored(uid, () -> over(detection, News.HOOKS_RAN));
        };
        loop.when(world.hooks()
                .run(HookPoint.ON_FAILURE_DETECTION, HookValues.of(analysis, uid, settings.self()),
                        texts.of(uid, analysis.cluster())),
                told,
                failure -> told.accept(new HookRunner.Result(false, List.of(failure.getMessage() + ""))));
    }

    private void over(Detection detection, News news) {
        List<Consumer<News>> waiting = underWay.remove(detection);
        if (waiting != null) {
            waiting.forEach(done -> done.accept(news));
        }
    }

    /** The contract's text (detection.md 14), at most once a minute for each server. */
    private void refused(Analysis analysis, String why) {
        Duration last = refusalToldAt.get(analysis.key());
        if (last == null || !isRecent(last, REFUSAL_TOLD_EVERY)) {
            refusalToldAt.put(analysis.key(), loop.now());
            LOG.info("checkAndExecuteFailureDetectionProcesses: could not register {} detection on {}{}",
                    analysis.code().contractName(), analysis.key(), why);
        }
    }
}
