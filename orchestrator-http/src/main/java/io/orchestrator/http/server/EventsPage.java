package io.orchestrator.http.server;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.orchestrator.http.auth.Admission;
import io.orchestrator.http.auth.Gate;
import io.orchestrator.http.live.AnalysisStreams;
import io.orchestrator.http.live.EventSink;
import io.orchestrator.http.live.EventText;
import io.orchestrator.http.route.Reply;
import io.orchestrator.ports.driven.PortException;
import io.orchestrator.ports.driving.AnalysisEvents;
import jakarta.servlet.ServletOutputStream;

/** Live events of analyses as server-sent events. Ours, not in the contract; whoever may read may read them. */
final class EventsPage {
    /** Below the prefix. */
    static final String PATH = "/api/analysis-events";

    private static final String TYPE = "text/event-stream";
    private static final int UNAVAILABLE = 503;

    private final Gate gate;
    private final AnalysisStreams streams;
    private final Supplier<EventText> texts;
    private final ReplyWriter writer;

    EventsPage(Gate gate, AnalysisStreams streams, Supplier<EventText> texts, ReplyWriter writer) {
        this.gate = gate;
        this.streams = streams;
        this.texts = texts;
        this.writer = writer;
    }

    void serve(Context context) {
        switch (gate.admit(JavalinRequest.credentials(context))) {
            case Admission.Refused _ -> writer.unauthenticated(context);
            case Admission.Admitted _,Admission.ByToken _ -> {
                if (context.method().equals(HandlerType.HEAD)) {
                    context.contentType(TYPE);
                } else {
                    context.future(() -> open(context));
                }
            }
        }
    }

    private CompletableFuture<Void> open(Context context) {
        Client client = new Client(context);
        try {
            return switch (streams.open(texts.get(), client, after(context))) {
                case ADMITTED -> client.ended;
                case TOO_MANY -> refuse(context, "Too many clients read events of this node: at most "
                        + streams.limits().most() + " may; end one, or ask another node");
                case STOPPING -> refuse(context, "This node stops; ask another one");
            };
        } catch (PortException unavailable) {
            return refuse(context, String.valueOf(unavailable.getMessage()));
        }
    }

    private CompletableFuture<Void> refuse(Context context, String why) {
        writer.write(context, new Reply.Enveloped(UNAVAILABLE, false, why, null));
        return CompletableFuture.completedFuture(null);
    }

    /** What the client has heard last; a number that is none counts as nothing, as browsers send back whatever they were given. */
    private static long after(Context context) {
        String header = context.header("Last-Event-ID");
        String given = Objects.requireNonNullElse(header == null ? context.queryParam("lastEventId") : header, "");
        try {
            return Long.parseLong(given.trim());
        } catch (NumberFormatException _) {
            return AnalysisEvents.NOTHING;
        }
    }

    /** The connection of one client. Headers go out with the first text. */
    private static final class Client implements EventSink {
        private final Context context;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private boolean begun;

        Client(Context context) {
            this.context = context;
        }

        @Override
        public void write(byte[] text) throws IOException {
            if (!begun) {
                begun = true;
                context.status(Reply.OK)
                        .contentType(TYPE)
                        .header("Cache-Control", "no-cache")
                        // Proxies that gather answers would hold events back.
                        .header("X-Accel-Buffering", "no");
            }
            ServletOutputStream output = context.res().getOutputStream();
            output.write(text);
            output.flush();
        }

        @Override
        public void abort() {
            Connections.close(context.req());
        }

        @Override
        public void ended() {
            ended.complete(null);
        }
    }
}
