package io.orchestrator.http.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.orchestrator.domain.detection.Analysis;
import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.domain.operations.Downtime;
import io.orchestrator.http.route.SharedBody;
import io.orchestrator.http.wire.AnalysisMapper;
import io.orchestrator.http.wire.AnalysisWire;
import io.orchestrator.http.wire.Json;
import io.orchestrator.http.wire.RenderedList;
import org.jspecify.annotations.Nullable;

/**
 * All analyses as JSON, made once while nothing in them changed, and from the text before as far as rows are the same: while it is the same list, and what remains of each downtime is the same
 * number of seconds.
 */
final class AnalysisListing {
    private final AnalysisMapper mapper;
    private final Json json;
    private volatile @Nullable Kept kept;
    /** What was rendered last: rows that did not change since are copied from it. */
    private volatile @Nullable RenderedList<AnalysisWire> rendered;

    AnalysisListing(AnalysisMapper mapper, Json json) {
        this.mapper = mapper;
        this.json = json;
    }

    private record Kept(List<Analysis> found, List<Long> remaining, SharedBody body) {
        /** By identity: the same list is handed out as long as no analysis changed. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(List<Analysis> others, List<Long> nowRemaining) {
            return found == others && remaining.equals(nowRemaining);
        }
    }

    /**
     * The list's text.
     *
     * @param found the same object while nothing in it changed
     * @param now time of day, for what remains of downtimes
     */
    @SuppressWarnings("ReferenceEquality")
    SharedBody of(List<Analysis> found, NodeId self, Instant now) {
        List<Long> remaining = new ArrayList<>();
        for (Analysis analysis : found) {
            Downtime downtime = analysis.downtime();
            if (downtime != null) {
                remaining.add(AnalysisMapper.remaining(downtime, now));
            }
        }
        Kept before = kept;
        if (before != null && before.isOf(found, remaining)) {
            return before.body();
        }
        SharedBody body = new SharedBody(() -> {
            RenderedList<AnalysisWire> next = RenderedList
                    .of(found.stream().map(analysis -> mapper.current(analysis, self, now)).toList(), json, rendered);
            rendered = next;
            return next.text();
        });
        kept = new Kept(found, remaining, body);
        return body;
    }
}
