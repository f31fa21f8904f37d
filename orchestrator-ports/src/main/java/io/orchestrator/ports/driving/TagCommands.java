package io.orchestrator.ports.driving;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.TagExpression;
import io.orchestrator.domain.operations.TagRemoval;

/** Tags of servers (http-api.md 2.6, cli.md 10.10). A server need not be known to have some. */
public interface TagCommands {
    /** The tags of all servers that have any: value by name, sorted, by server, sorted. */
    CompletionStage<Map<InstanceKey, Map<String, String>>> all();

    /** The tags of one server, value by name, sorted. */
    CompletionStage<Map<String, String>> of(InstanceKey key);

    /** The servers with at least one tag for which all expressions hold, sorted. */
    CompletionStage<List<InstanceKey>> tagged(List<TagExpression> wanted);

    /**
     * Gives a server a tag, with another value if it has it already.
     *
     * @param value empty for a tag that is only a name
     */
    CompletionStage<Void> tag(InstanceKey key, String name, String value);

    /** Takes a tag from a server; that server when it had it. */
    CompletionStage<List<InstanceKey>> untag(InstanceKey key, TagRemoval removal);

    /** Takes a tag from every server; those that had it, sorted. */
    CompletionStage<List<InstanceKey>> untagAll(TagRemoval removal);
}
