package io.orchestrator.domain.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.orchestrator.domain.identity.ClusterName;
import io.orchestrator.domain.identity.InstanceKey;

/**
 * What else is known when a decision is taken.
 *
 * @param forced a person asked for it
 * @param disabled recoveries are disabled globally
 * @param suspensions configured restrictions that this release does not honour yet; each switches automatic recovery off
 * @param claimed clusters on which a recovery, takeover or relocation runs
 * @param graceUntil servers whose replicas were just told to connect again, and until when that excuses them
 * @param networkDoubt why the view of this node itself is doubted, empty when it is not
 * @param now monotonic time
 */
public record RecoveryCircumstances(boolean forced, boolean disabled, List<String> suspensions,
        Set<ClusterName> claimed,
        Map<InstanceKey, Duration> graceUntil, String networkDoubt, Duration now) {
    public RecoveryCircumstances {
        suspensions = List.copyOf(suspensions);
        claimed = Set.copyOf(claimed);
        graceUntil = Map.copyOf(graceUntil);
        Objects.requireNonNull(networkDoubt, "networkDoubt");
        Objects.requireNonNull(now, "now");
    }
}
