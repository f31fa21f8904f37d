package io.orchestrator.http.live;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;

import io.orchestrator.domain.identity.NodeId;
import io.orchestrator.http.wire.AnalysisEventWire;
import io.orchestrator.http.wire.AnalysisMapper;
import io.orchestrator.http.wire.Json;
import io.orchestrator.ports.driving.AnalysisEvents;

/**
 * Events as text: name, id where one can go on from there, data in one line of JSON.
 *
 * @param mapper renders analyses
 * @param json writes wire records
 * @param self the answering node
 * @param clock time of day
 */
public record EventText(AnalysisMapper mapper, Json json, NodeId self, InstantSource clock) {
    static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.UTF_8);
    static final byte[] FAREWELL = ": this node stops\n\n".getBytes(StandardCharsets.UTF_8);

    public EventText {
        Objects.requireNonNull(mapper, "mapper");
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(self, "self");
        Objects.requireNonNull(clock, "clock");
    }

    byte[] of(AnalysisEvents.Event event) {
        return switch (event) {
            case AnalysisEvents.Told told -> told(told);
            case AnalysisEvents.Live live ->
                    text("live", live.sequence(), new AnalysisEventWire.Live(live.sequence(), live.problems()));
            case AnalysisEvents.Missed missed ->
                    text("missed", AnalysisEvents.NOTHING, new AnalysisEventWire.Missed(missed.count()));
        };
    }

    private byte[] told(AnalysisEvents.Told told) {
        AnalysisEventWire wire = mapper.event(told, self, clock.instant());
        return switch (told.kind()) {
            // One who goes on from the middle of what stands would never hear the rest: the id comes with "live".
            case STANDING -> text("snapshot", AnalysisEvents.NOTHING, wire);
            case CHANGED -> text("changed", told.sequence(), wire);
            case OVER -> text("over", told.sequence(), wire);
        };
    }

    private byte[] text(String name, long id, Object data) {
        String head = "event: " + name + "\n" + (id == AnalysisEvents.NOTHING ? "" : "id: " + id + "\n") + "data: ";
        return (head + new String(json.bytes(data), StandardCharsets.UTF_8) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
