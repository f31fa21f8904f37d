package io.orchestrator.it.server;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AptSourcesTest {
    @Test
    void readsTheDebianMirrorFromStanzas() {
        var mirrors = AptSources.fromStanzas("""
                Types: deb
                # a comment
                URIs: https://mirror.example/debian/
                Suites: trixie trixie-updates
                Components: main

                Types: deb
                URIs: https://mirror.example/debian-security
                Suites: trixie-security

                Types: deb
                URIs: https://packages.example/sdk
                Suites: sdk
                """);

        assertThat(mirrors).extracting(AptSources.Mirror::address).containsExactly("https://mirror.example/debian/");
    }

    @Test
    void leavesOutStanzasThatAreSwitchedOffOrHoldSources() {
        var mirrors = AptSources.fromStanzas("""
                Enabled: no
                Types: deb
                URIs: https://off.example/debian

                Types:
                 deb deb-src
                URIs: https://on.example/debian
                 https://second.example/debian
                """);

        assertThat(mirrors).extracting(AptSources.Mirror::address)
                .containsExactly("https://on.example/debian",
                        "https://second.example/debian");
    }

    @Test
    void readsTheDebianMirrorFromLines() {
        var mirrors = AptSources.fromLines("""
                # deb https://comment.example/debian trixie main
                deb-src https://source.example/debian trixie main
                deb [arch=amd64 signed-by=/nowhere/keys.gpg] https://mirror.example/debian trixie main
                deb https://packages.example/sdk sdk main
                """);

        assertThat(mirrors).extracting(AptSources.Mirror::address).containsExactly("https://mirror.example/debian");
    }

    @Test
    void namesItsKeysInTheEntryForAnotherSuite() {
        assertThat(new AptSources.Mirror("https://mirror.example/debian", "/keys.gpg").entry("sid"))
                .isEqualTo("deb [signed-by=/keys.gpg] https://mirror.example/debian sid main");
        assertThat(new AptSources.Mirror("https://mirror.example/debian", "").entry("sid"))
                .isEqualTo("deb https://mirror.example/debian sid main");
    }
}
