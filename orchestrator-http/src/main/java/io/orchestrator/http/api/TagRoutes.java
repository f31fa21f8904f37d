package io.orchestrator.http.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.TagExpression;
import io.orchestrator.domain.operations.TagRemoval;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.ports.driving.TagCommands;

/** Tags (http-api.md 2.6). Changes pass no write gate, as the contract has it. */
final class TagRoutes {
    private final TagCommands tags;
    private final Keys keys;

    TagRoutes(TagCommands tags, Keys keys) {
        this.tags = tags;
        this.keys = keys;
    }

    List<Route> routes() {
        return List.of(
                Route.read(this::tagged, "tagged"),
                Route.read(this::list, "tags/:host/:port"),
                Route.read(this::value, "tag-value/:host/:port", "tag-value/:host/:port/:tagName"),
                Route.openWrite(this::tag, "tag/:host/:port", "tag/:host/:port/:tagName/:tagValue"),
                Route.openWrite(this::untag, "untag/:host/:port", "untag/:host/:port/:tagName"),
                Route.openWrite(this::untagAll, "untag-all", "untag-all/:tagName/:tagValue"));
    }

    private CompletionStage<Reply> tagged(Request request) {
        String text = request.query("tag").trim();
        List<TagExpression> wanted =
                TagExpression.parseAll(text).orElseThrow(() -> ApiError.of("Unable to parse tag: " + text));
        return tags.tagged(wanted).thenApply(found -> Reply.bare(KeyWire.sorted(found)));
    }

    private CompletionStage<Reply> list(Request request) {
        return keys.of(request)
                .thenCompose(tags::of)
                .thenApply(found -> Reply.bare(
                        found.entrySet().stream().map(tag -> tag.getKey() + "=" + tag.getValue()).toList()));
    }

    private CompletionStage<Reply> value(Request request) {
        TagExpression wanted = expression(request, request.path("tagName"));
        return keys.of(request)
                .thenCompose(key -> tags.of(key).thenApply(found -> Reply.bare(valueOf(wanted, key, found))));
    }

    private static String valueOf(TagExpression wanted, InstanceKey key, Map<String, String> found) {
        String value = found.get(wanted.name());
        if (value == null) {
            throw ApiError.of("tag " + wanted.name() + " not found for " + key);
        }
        return value;
    }

    private CompletionStage<Reply> tag(Request request) {
        TagExpression wanted = expression(request, request.path("tagName") + "=" + request.path("tagValue"));
        String value = Objects.requireNonNullElse(wanted.value(), "");
        return keys.of(request)
                .thenCompose(key -> tags.tag(key, wanted.name(), value)
                        .thenApply(_ -> Reply.ok(
                                key + " tagged with " + new TagRemoval(wanted.name(), value).display(),
                                KeyWire.of(key))));
    }

    private CompletionStage<Reply> untag(Request request) {
        TagExpression wanted = expression(request, request.path("tagName"));
        TagRemoval removal = removal(() -> TagRemoval.fromOne(wanted));
        return keys.of(request)
                .thenCompose(key -> tags.untag(key, removal))
                .thenApply(had -> removed(removal, had));
    }

    private CompletionStage<Reply> untagAll(Request request) {
        // The form with a path takes no value from it, and so is always refused (http-api.md 2.6).
        TagExpression wanted = expression(request, request.path("tagName"));
        TagRemoval removal = removal(() -> TagRemoval.fromAll(wanted));
        return tags.untagAll(removal).thenApply(had -> removed(removal, had));
    }

    private static Reply removed(TagRemoval removal, List<InstanceKey> had) {
        return Reply.ok(removal.name() + " removed from " + had.size() + " instances", KeyWire.sorted(had));
    }

    /** What {@code ?tag=} says, else the path. */
    private static TagExpression expression(Request request, String path) {
        String text = request.query("tag").trim();
        if (!text.isEmpty()) {
            return TagExpression.parse(text).orElseThrow(() -> ApiError.of("Unable to parse tag: " + text));
        }
        return TagExpression.parse(path).orElseThrow(() -> ApiError.of("NewTag: empty tag name"));
    }

    private static TagRemoval removal(Supplier<TagRemoval> wanted) {
        try {
            return wanted.get();
        } catch (IllegalArgumentException refusal) {
            throw ApiError.stamped(String.valueOf(refusal.getMessage()));
        }
    }
}
