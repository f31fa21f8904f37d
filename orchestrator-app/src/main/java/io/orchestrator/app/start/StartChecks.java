package io.orchestrator.app.start;

import java.util.ArrayList;
import java.util.List;

import io.orchestrator.app.cli.Invocation;
import io.orchestrator.app.cli.Mode;
import io.orchestrator.app.config.Configuration;
import io.orchestrator.app.config.key.HostAgentKeys;
import io.orchestrator.app.config.key.Key;
import io.orchestrator.app.config.key.RaftKeys;
import io.orchestrator.app.config.key.WebKeys;
import io.orchestrator.app.config.settings.AuthConfig;
import io.orchestrator.app.config.settings.ListenAddress;
import io.orchestrator.app.config.settings.WebConfig;

/**
 * What a good configuration does not allow in this mode (config.md 4, "Checks outside the load").
 *
 * @param refusals each ends the process; all are reported
 * @param warnings worth knowing, harmless
 */
record StartChecks(List<String> refusals, List<String> warnings) {

    private static final String COMMAND_ON_RAFT =
            "Orchestrator configured to run raft (\"RaftEnabled\": true). All access"
                    + " must go through the web API of the active raft node. You may use the"
                    + " orchestrator-client script which has a"
                    + " similar interface to the command line invocation. You may override this"
                    + " with --ignore-raft-setup";

    StartChecks {
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
    }

    static StartChecks of(Configuration configuration, Invocation invocation) {
        var refusals = new ArrayList<String>();
        var warnings = new ArrayList<String>();
        var ignoreRaft = invocation.start().ignoreRaftSetup();
        var raft = configuration.get(RaftKeys.RAFT_ENABLED);
        switch (invocation.mode()) {
            case Mode.Http() -> {
                if (raft) {
                    refusals.add(noRaft(configuration));
                }
                checkListener(configuration, refusals);
                checkAuthentication(configuration, refusals, warnings);
            }
            case Mode.Continuous() -> {
                if (raft) {
                    refusals.add(ignoreRaft ? noRaft(configuration) : COMMAND_ON_RAFT);
                }
            }
            case Mode.Command _,Mode.CommandListing _ -> {
                if (raft && !ignoreRaft) {
                    refusals.add(COMMAND_ON_RAFT);
                }
            }
            case Mode.TopicHelp _,Mode.CheatSheet _,Mode.Version _ -> {
                // these only print texts
            }
        }
        return new StartChecks(refusals, warnings);
    }

    private static String noRaft(Configuration configuration) {
        return named(RaftKeys.RAFT_ENABLED, configuration)
                + ": raft is not available in this version. Set it to false and"
                + " let the nodes share one MySQL backend";
    }

    private static void checkListener(Configuration configuration, List<String> refusals) {
        if (configuration.get(WebKeys.LISTEN_SOCKET).isEmpty()) {
            checkAddress(WebKeys.LISTEN_ADDRESS, configuration, refusals);
        }
        if (configuration.get(HostAgentKeys.SERVE_AGENTS_HTTP)) {
            checkAddress(HostAgentKeys.AGENTS_SERVER_PORT, configuration, refusals);
        }
    }

    private static void checkAddress(Key<String> key, Configuration configuration, List<String> refusals) {
        var address = configuration.get(key);
        if (ListenAddress.parse(address).isEmpty()) {
            refusals.add(named(key, configuration) + ": expected [host]:port, found \"" + address + "\"");
        }
    }

    private static void checkAuthentication(
            Configuration configuration, List<String> refusals, List<String> warnings) {
        var auth = AuthConfig.from(configuration);
        if (auth.user().isEmpty()) {
            switch (auth.method()) {
                case MULTI ->
                        refusals.add("AuthenticationMethod is configured as 'multi' but HTTPAuthUser undefined");
                case BASIC ->
                        warnings.add(
                                "AuthenticationMethod is configured as 'basic' but HTTPAuthUser"
                                        + " undefined. Running without"
                                        + " authentication.");
                case NONE, PROXY, TOKEN, OAUTH -> {
                    // need no user of ours
                }
            }
        }
        var identity = configuration.get(WebKeys.PREPEND_MESSAGES_WITH_ORC_IDENTITY);
        if (WebConfig.MessageIdentity.parse(identity).isEmpty()) {
            warnings.add(named(WebKeys.PREPEND_MESSAGES_WITH_ORC_IDENTITY, configuration)
                    + ": expected FQDN, hostname, custom or none, found \"" + identity + "\"; messages get no prefix");
        }
    }

    private static String named(Key<?> key, Configuration configuration) {
        return key.name() + configuration.placeOf(key).map(place -> " (" + place + ")").orElse("");
    }
}
