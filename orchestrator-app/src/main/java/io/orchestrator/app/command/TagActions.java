package io.orchestrator.app.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.operations.AuditEntry;
import io.orchestrator.domain.operations.TagExpression;
import io.orchestrator.domain.topology.Annotations;
import io.orchestrator.domain.topology.AsciiTopology;
import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.Topology;
import io.orchestrator.ports.driven.TagStore;

/** Tags (cli.md 10.10). */
final class TagActions {
    private static final String NO_NEGATION = "Untag: does not support negation";

    private TagActions() {}

    static void list(Call call) {
        tagsOf(call, call.key()).forEach((name, value) -> call.print(name + "=" + value));
    }

    static void value(Call call) {
        TagExpression wanted = expression(call);
        String value = tagsOf(call, call.key()).get(wanted.name());
        if (value != null) {
            call.print(value);
        }
    }

    static void tagged(Call call) {
        String text = call.options().tag();
        List<TagExpression> wanted = TagExpression.parseAll(text)
                .orElseThrow(() -> new CommandFailure("Unable to parse tag: " + text));
        Map<InstanceKey, Map<String, String>> all = all(call);
        TreeSet<String> found = new TreeSet<>();
        List<InstanceKey> asked = new ArrayList<>(all.keySet());
        // one without any tag may be meant where something must not be there
        call.picture().fleet().instances().stream().map(FleetInstance::key).forEach(asked::add);
        for (InstanceKey key : asked) {
            if (wanted.stream().allMatch(one -> one.holdsFor(all.getOrDefault(key, Map.of())))) {
                found.add(key.display());
            }
        }
        found.forEach(call::print);
    }

    static void tag(Call call) {
        TagExpression wanted = expression(call);
        InstanceKey key = call.key();
        String value = Objects.requireNonNullElse(wanted.value(), "");
        Registers registers = call.product().registers();
        call.ask(registers.tags().put(new TagStore.Tag(key, wanted.name(), value)));
        registers.audit().audit(new AuditEntry("tag", key, "", shown(wanted.name(), value)));
        call.print(key);
    }

    static void untag(Call call) {
        TagExpression wanted = expression(call);
        if (wanted.negated()) {
            throw new CommandFailure(NO_NEGATION);
        }
        remove(call, call.ask(store(call).remove(call.key(), wanted.name(), wanted.value())), wanted);
    }

    static void untagAll(Call call) {
        TagExpression wanted = expression(call);
        if (wanted.negated()) {
            throw new CommandFailure(NO_NEGATION);
        }
        if (wanted.value() == null) {
            throw new CommandFailure("Untag: either indicate an instance or a tag value. Will not delete on-valued tag"
                    + " across instances");
        }
        remove(call, call.ask(store(call).remove(null, wanted.name(), wanted.value())), wanted);
    }

    private static void remove(Call call, List<InstanceKey> removed, TagExpression wanted) {
        for (InstanceKey key : removed) {
            call.product()
                    .registers()
                    .audit()
                    .audit(new AuditEntry("delete-instance-tag", key, "",
                            shown(wanted.name(), Objects.requireNonNullElse(wanted.value(), ""))));
            call.print(key);
        }
    }

    /** A cluster with the tags of its servers, which the engine does not know. */
    static void draw(Call call) {
        ClusterAnswers.draw(call, (cluster, settings, now) -> AsciiTopology.withTags(
                annotated(cluster, all(call)), settings, now));
    }

    private static Topology annotated(Topology cluster, Map<InstanceKey, Map<String, String>> tags) {
        Map<InstanceKey, FleetInstance> members = new HashMap<>();
        cluster.members().forEach((key, member) -> {
            Annotations known = member.annotations();
            Annotations tagged = new Annotations(known.downtime(), known.promotionRule(), known.inMaintenance(),
                    tags.getOrDefault(key, Map.of()), known.unresolvedHostname());
            members.put(key, new FleetInstance(member.observed(), member.cluster(), member.depth(), member.coMaster(),
                    member.ancestry(), member.errant(), tagged));
        });
        return new Topology(cluster.name(), cluster.alias(), cluster.domain(), members);
    }

    private static Map<String, String> tagsOf(Call call, InstanceKey key) {
        return all(call).getOrDefault(key, Map.of());
    }

    private static Map<InstanceKey, Map<String, String>> all(Call call) {
        Map<InstanceKey, Map<String, String>> all = new TreeMap<>();
        call.ask(store(call).readAll())
                .forEach(tag -> all.computeIfAbsent(tag.key(), _ -> new TreeMap<>()).put(tag.name(), tag.value()));
        return all;
    }

    private static TagStore store(Call call) {
        return call.product().registers().tags();
    }

    private static String shown(String name, String value) {
        return value.isEmpty() ? name : name + "=" + value;
    }

    private static TagExpression expression(Call call) {
        String text = call.options().tag();
        return TagExpression.parse(text).orElseThrow(() -> new CommandFailure("Unable to parse tag: " + text));
    }
}
