package io.orchestrator.domain.promotion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.orchestrator.domain.gtid.GtidSet;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.Classification;
import io.orchestrator.domain.testing.Instances;
import io.orchestrator.domain.testing.ReplicaBuilder;

/** A contest among replicas of the dead source {@code m}, which had executed as much as is said. */
final class ContestBuilder {
    private final List<ReplicaBuilder> replicas;
    private GtidSet sourceExecuted = ReplicaBuilder.made(100);
    private int acknowledgements;
    private int unseenAcknowledging;
    private final List<Choice.PassedOver> excluded = new ArrayList<>();
    private InstanceKey wanted = InstanceKey.NONE;
    private String dataCenter = "";
    private String region = "";
    private PromotionPolicy policy = PromotionPolicy.DEFAULT;

    private ContestBuilder(List<ReplicaBuilder> replicas) {
        this.replicas = replicas;
    }

    static ContestBuilder among(ReplicaBuilder... replicas) {
        return new ContestBuilder(List.of(replicas));
    }

    static ContestBuilder among(List<ReplicaBuilder> replicas) {
        return new ContestBuilder(replicas);
    }

    ContestBuilder sourceExecuted(GtidSet set) {
        sourceExecuted = set;
        return this;
    }

    ContestBuilder acknowledgements(int count) {
        acknowledgements = count;
        return this;
    }

    ContestBuilder unseenAcknowledging(int count) {
        unseenAcknowledging = count;
        return this;
    }

    ContestBuilder tried(String name) {
        excluded.add(new Choice.PassedOver(Instances.key(name), "was tried"));
        return this;
    }

    ContestBuilder wanted(String name) {
        wanted = Instances.key(name);
        return this;
    }

    ContestBuilder site(String newDataCenter, String newRegion) {
        dataCenter = newDataCenter;
        region = newRegion;
        return this;
    }

    ContestBuilder policy(PromotionPolicy newPolicy) {
        policy = newPolicy;
        return this;
    }

    static PromotionPolicy maxLag(Duration limit) {
        return new PromotionPolicy(false, false, _ -> false, limit, false, false, false);
    }

    Contest build() {
        return new Contest(ReplicaBuilder.FAILED,
                new Classification("", dataCenter, region, "", "", "", null, 0, false), sourceExecuted,
                acknowledgements, unseenAcknowledging, replicas.stream().map(ReplicaBuilder::facts).toList(),
                replicas.stream()
                        .filter(ReplicaBuilder::answers)
                        .collect(Collectors.toMap(ReplicaBuilder::key, ReplicaBuilder::reading)),
                excluded, wanted, policy);
    }

    Choice choose() {
        return CandidateChooser.choose(build());
    }

    Choice.Promote promoted() {
        if (choose() instanceof Choice.Promote promote) {
            return promote;
        }
        throw new AssertionError("nobody is promoted: " + choose());
    }

    Choice.Nobody nobody() {
        if (choose() instanceof Choice.Nobody nobody) {
            return nobody;
        }
        throw new AssertionError("somebody is promoted: " + choose());
    }
}
