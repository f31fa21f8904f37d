package io.orchestrator.app.wiring;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.settings.HookConfig;
import io.orchestrator.app.hook.HookSettings;
import io.orchestrator.domain.recovery.HookPoint;

/** From the contract's keys to the settings of hooks. */
public final class HookMapping {
    private HookMapping() {}

    /** Which processes run, and for how long they may. */
    public static HookSettings settings(Configuration configuration) {
        HookConfig hooks = HookConfig.from(configuration);
        Map<HookPoint, List<String>> commands = new EnumMap<>(HookPoint.class);
        for (HookPoint point : HookPoint.values()) {
            List<String> at = commands(hooks, point);
            if (!at.isEmpty()) {
                commands.put(point, at);
            }
        }
        return new HookSettings(hooks.shell(), commands, hooks.limit(), hooks.detectionLimit());
    }

    /** The points for which processes are configured. */
    static Set<HookPoint> points(Configuration configuration) {
        return settings(configuration).commands().keySet();
    }

    private static List<String> commands(HookConfig hooks, HookPoint point) {
        return switch (point) {
            case ON_FAILURE_DETECTION -> hooks.onFailureDetection();
            case PRE_GRACEFUL_TAKEOVER -> hooks.preGracefulTakeover();
            case PRE_FAILOVER -> hooks.preFailover();
            case POST_MASTER_FAILOVER -> hooks.postSourceFailover();
            case POST_INTERMEDIATE_MASTER_FAILOVER -> hooks.postIntermediateFailover();
            case POST_FAILOVER -> hooks.postFailover();
            case POST_UNSUCCESSFUL_FAILOVER -> hooks.postUnsuccessfulFailover();
            case POST_GRACEFUL_TAKEOVER -> hooks.postGracefulTakeover();
            case POST_TAKE_MASTER -> hooks.postTakeMaster();
        };
    }
}
