package io.orchestrator.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.regex.Pattern;

import io.orchestrator.app.config.key.KeyValueKeys;
import io.orchestrator.app.config.key.RaftKeys;
import io.orchestrator.app.config.key.WebKeys;

/** Addresses and prefixes brought into shape or refused (config.md 4, rules 10, 11a to 11d and 13). */
final class AddressRules {

    private static final Pattern OUTER_SLASHES = Pattern.compile("^/+|/+$");
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    private AddressRules() {}

    static void urlPrefix(Draft draft) {
        var prefix = draft.get(WebKeys.URL_PREFIX);
        if (!prefix.isEmpty()) {
            draft.set(WebKeys.URL_PREFIX, "/" + OUTER_SLASHES.matcher(prefix).replaceAll(""));
        }
    }

    static void raft(Draft draft) {
        if (draft.get(RaftKeys.RAFT_ENABLED)) {
            if (draft.get(RaftKeys.RAFT_DATA_DIR).isEmpty()) {
                draft.fault("RaftDataDir must be defined since raft is enabled (RaftEnabled)", RaftKeys.RAFT_DATA_DIR);
            }
            if (draft.get(RaftKeys.RAFT_BIND).isEmpty()) {
                draft.fault("RaftBind must be defined since raft is enabled (RaftEnabled)", RaftKeys.RAFT_BIND);
            }
        }
        if (draft.get(RaftKeys.RAFT_ADVERTISE).isEmpty()) {
            draft.set(RaftKeys.RAFT_ADVERTISE, draft.get(RaftKeys.RAFT_BIND));
        }
    }

    static void keyValuePrefix(Draft draft) {
        var prefix = draft.get(KeyValueKeys.KV_CLUSTER_MASTER_PREFIX);
        draft.set(KeyValueKeys.KV_CLUSTER_MASTER_PREFIX, prefix.replaceAll("/+$", "") + "/");
    }

    static void httpAdvertise(Draft draft) {
        var given = draft.get(RaftKeys.HTTP_ADVERTISE);
        if (given.isEmpty()) {
            return;
        }
        var key = RaftKeys.HTTP_ADVERTISE;
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException e) {
            draft.fault("Failed parsing HTTPAdvertise " + given + ": " + e.getReason(), key);
            return;
        }
        var authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
        var address = authority.substring(authority.indexOf('@') + 1);
        if (uri.getScheme() == null) {
            draft.fault("If specified, HTTPAdvertise must include scheme (http:// or https://)", key);
        } else if (PORT.matcher(address).replaceAll("").replace(":", "").isEmpty()) {
            draft.fault("If specified, HTTPAdvertise must include host name", key);
        } else if (!PORT.matcher(address).find()) {
            draft.fault("If specified, HTTPAdvertise must include port number", key);
        } else if (!Objects.requireNonNullElse(uri.getRawPath(), "").isEmpty()) {
            draft.fault("If specified, HTTPAdvertise must not specify a path", key);
        }
    }
}
