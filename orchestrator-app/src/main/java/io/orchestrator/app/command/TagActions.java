package io.orchestrator.app.command;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.TagExpression;
import io.orchestrator.domain.operations.TagRemoval;
import io.orchestrator.domain.topology.AsciiTopology;
import io.orchestrator.ports.driving.TagCommands;

/** Tags (cli.md 10.10). */
final class TagActions {

    private TagActions() {}

    static void list(Call call) {
        call.ask(tags(call).of(call.key())).forEach((name, value) -> call.print(name + "=" + value));
    }

    static void value(Call call) {
        TagExpression wanted = expression(call);
        String value = call.ask(tags(call).of(call.key())).get(wanted.name());
        if (value != null) {
            call.print(value);
        }
    }

    static void tagged(Call call) {
        String text = call.options().tag();
        List<TagExpression> wanted = TagExpression.parseAll(text)
                .orElseThrow(() -> new CommandFailure("Unable to parse tag: " + text));
        call.ask(tags(call).tagged(wanted)).stream().map(InstanceKey::display).sorted().forEach(call::print);
    }

    static void tag(Call call) {
        TagExpression wanted = expression(call);
        InstanceKey key = call.key();
        call.ask(tags(call).tag(key, wanted.name(), Objects.requireNonNullElse(wanted.value(), "")));
        call.print(key);
    }

    static void untag(Call call) {
        TagExpression wanted = expression(call);
        TagRemoval removal = removal(() -> TagRemoval.fromOne(wanted));
        call.ask(tags(call).untag(call.key(), removal)).forEach(call::print);
    }

    static void untagAll(Call call) {
        TagExpression wanted = expression(call);
        TagRemoval removal = removal(() -> TagRemoval.fromAll(wanted));
        call.ask(tags(call).untagAll(removal)).forEach(call::print);
    }

    /** A cluster with the tags of its servers, which the engine does not know. */
    static void draw(Call call) {
        Map<InstanceKey, Map<String, String>> all = call.ask(tags(call).all());
        ClusterAnswers.draw(call,
                (cluster, settings, now) -> AsciiTopology.withTags(cluster.withTags(all), settings, now));
    }

    private static TagCommands tags(Call call) {
        return call.product().useCases().tags();
    }

    private static TagExpression expression(Call call) {
        String text = call.options().tag();
        return TagExpression.parse(text).orElseThrow(() -> new CommandFailure("Unable to parse tag: " + text));
    }

    private static TagRemoval removal(Supplier<TagRemoval> wanted) {
        try {
            return wanted.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
