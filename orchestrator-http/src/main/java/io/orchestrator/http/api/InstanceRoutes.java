package io.orchestrator.http.api;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.orchestrator.domain.topology.FleetInstance;
import io.orchestrator.domain.topology.InstanceSearch;
import io.orchestrator.domain.topology.Problems;
import io.orchestrator.http.route.ApiError;
import io.orchestrator.http.route.Reply;
import io.orchestrator.http.route.Request;
import io.orchestrator.http.route.Route;
import io.orchestrator.http.wire.ChannelWire;
import io.orchestrator.http.wire.InstanceMapper;
import io.orchestrator.http.wire.InstanceWire;
import io.orchestrator.http.wire.KeyWire;
import io.orchestrator.ports.driving.FleetPicture;
import io.orchestrator.ports.driving.FleetQueries;

/** Reads of servers: {@code instance}, {@code all-instances}, {@code search}, {@code problems} (http-api.md 2.3). */
final class InstanceRoutes {
    private static final Comparator<FleetInstance> BY_KEY = Comparator.comparing(FleetInstance::key);

    private final FleetQueries fleet;
    private final Keys keys;
    private final ApiSettings settings;
    private final InstanceMapper mapper;

    InstanceRoutes(FleetQueries fleet, Keys keys, ApiSettings settings) {
        this.fleet = fleet;
        this.keys = keys;
        this.settings = settings;
        this.mapper = new InstanceMapper(settings.rendering());
    }

    List<Route> routes() {
        return List.of(
                Route.read(this::instance, "instance/:host/:port"),
                Route.read(this::replicas, "instance-replicas/:host/:port"),
                Route.read(this::channels, "instance-channels/:host/:port"),
                Route.read(this::all, "all-instances"),
                Route.write(this::names, "bulk-instances"),
                Route.read(this::search, "search/:searchString", "search"),
                Route.read(this::problems, "problems", "problems/:clusterName"));
    }

    private CompletionStage<Reply> instance(Request request) {
        return keys.of(request)
                .thenCombine(fleet.picture(), (key, picture) -> picture.fleet()
                        .find(key)
                        .map(found -> Reply.bare(mapper.stored(found, picture)))
                        .orElseThrow(() -> ApiError.of("Cannot read instance: " + key)));
    }

    /** Ours: every replication channel of one server, where the contract shows one. */
    private CompletionStage<Reply> channels(Request request) {
        return keys.of(request)
                .thenCombine(fleet.picture(), (key, picture) -> picture.fleet()
                        .find(key)
                        .map(found -> Reply.bare(found.snapshot().map(ChannelWire::of).orElse(List.of())))
                        .orElseThrow(() -> ApiError.of("Cannot read instance: " + key)));
    }

    private CompletionStage<Reply> replicas(Request request) {
        return keys.of(request)
                .thenCombine(fleet.picture(), (key, picture) -> list(picture, picture.fleet()
                        .instances()
                        .stream()
                        .filter(i -> i.sourceKey().equals(key) && !i.key().equals(key))
                        .sorted(BY_KEY)));
    }

    /** Reads only, and passes the write gate as the contract has it (http-api.md 1.9). */
    private CompletionStage<Reply> names(Request request) {
        return fleet.picture().thenApply(picture -> {
            List<KeyWire> all =
                    KeyWire.sorted(picture.fleet().instances().stream().map(FleetInstance::key).toList());
            return Reply.bare(all.isEmpty() ? null : all);
        });
    }

    private CompletionStage<Reply> all(Request request) {
        return fleet.picture()
                .thenApply(
                        picture -> list(picture, picture.fleet().instances().stream().sorted(InstanceSearch.BY_RANK)));
    }

    private CompletionStage<Reply> search(Request request) {
        String segment = request.path("searchString");
        String text = (segment.isEmpty() ? request.query("s") : segment).trim();
        return fleet.picture()
                .thenApply(picture -> list(picture, picture.fleet()
                        .instances()
                        .stream()
                        .filter(instance -> InstanceSearch.finds(text, instance))
                        .sorted(InstanceSearch.BY_RANK)));
    }

    private CompletionStage<Reply> problems(Request request) {
        Pattern cluster = like(request.path("clusterName"));
        return fleet.picture().thenApply(picture -> {
            List<InstanceWire> found = picture.fleet()
                    .instances()
                    .stream()
                    .filter(i -> cluster.matcher(i.cluster().value()).matches())
                    .filter(i -> hasProblem(i, picture))
                    .sorted(BY_KEY)
                    .map(i -> mapper.stored(i, picture))
                    .toList();
            return Reply.bare(found.isEmpty() ? null : found);
        });
    }

    private boolean hasProblem(FleetInstance instance, FleetPicture picture) {
        return Problems.isReported(instance, settings.rendering().topology(), picture.now())
                && !Downtimes.isDowntimed(instance, picture)
                && !settings.problemIgnored().matches(instance.key());
    }

    /** The LIKE pattern that the contract uses here; an empty one matches everything. */
    private static Pattern like(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '%' -> expression.append(".*");
                case '_' -> expression.append('.');
                default -> expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(pattern.isEmpty() ? ".*" : expression.toString(),
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private Reply list(FleetPicture picture, Stream<FleetInstance> instances) {
        return Reply.bare(instances.map(i -> mapper.stored(i, picture)).toList());
    }
}
