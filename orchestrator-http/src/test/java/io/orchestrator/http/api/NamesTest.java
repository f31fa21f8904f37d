package io.orchestrator.http.api;

import java.time.Instant;

import io.orchestrator.ports.driving.NameCommands;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Host names (http-api.md 2.1 and 2.8). */
class NamesTest extends SteadyFleet {
    @Test
    void shouldShowWhatIsCachedAsTheContractDoes() {
        useCases.names.cached.put("127.0.0.1", new NameCommands.Cached("127.0.0.1",
                Instant.ofEpochSecond(1_795_428_540, 895_774_878)));

        assertOk("hostname-resolve-cache", "Cache retrieved",
                "{\"127.0.0.1\":{\"Object\":\"127.0.0.1\",\"Expiration\":1795428540895774878}}");
    }

    @Test
    void shouldAnswerAnEmptyCacheAsAnEmptyObject() {
        assertOk("hostname-resolve-cache", "Cache retrieved", "{}");
    }

    @Test
    void shouldResetTheCache() {
        assertOk("reset-hostname-resolve-cache", "Hostname cache cleared", "null");

        assertThat(useCases.done).containsExactly("reset names");
    }

    @Test
    void shouldGiveAServerAVirtualNameAndTakeItAway() {
        assertOk("register-hostname-unresolve/127.0.0.1/10112/vip%0A", "Hostname register unresolve completed", KEY);
        assertOk("deregister-hostname-unresolve/127.0.0.1/10112", "Hostname deregister unresolve completed", KEY);

        assertThat(useCases.done).containsExactly("virtual name of 127.0.0.1:10112 'vip'",
                "virtual name of 127.0.0.1:10112 ''");
    }

    @Test
    void shouldRefuseABadPort() {
        assertError("register-hostname-unresolve/127.0.0.1/x/vip", "Invalid port: x", "null");
        assertError("resolve/127.0.0.1/x", "Invalid port: x", "null");
    }

    @Test
    void shouldConnectToWhatItResolves() {
        assertOk("resolve/127.0.0.1/10112", "Instance resolved", KEY);

        useCases.names.refused = "dial tcp 127.0.0.1:10112: connect: connection refused";
        assertError("resolve/127.0.0.1/10112", "dial tcp 127.0.0.1:10112: connect: connection refused", "null");

        assertThat(useCases.done).containsExactly("dial 127.0.0.1:10112", "dial 127.0.0.1:10112");
    }
}
