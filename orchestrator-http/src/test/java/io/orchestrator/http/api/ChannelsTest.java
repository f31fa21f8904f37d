package io.orchestrator.http.api;

import org.junit.jupiter.api.Test;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;

/** The route of ours that shows every channel of a server. */
class ChannelsTest extends SteadyFleet {
    @Test
    void shouldShowTheChannelsOfAReplica() {
        // when
        String body = server.body("/api/instance-channels/127.0.0.1/10112");

        // then
        assertThatJson(body).isArray().hasSize(1);
        assertThatJson(body).node("[0]")
                .isObject()
                .containsEntry("ChannelName", "")
                .containsEntry("IsDefault", true)
                .containsEntry("IsGroupReplication", false)
                .containsEntry("IOThread", "Yes")
                .containsEntry("SQLThread", "Yes")
                .containsEntry("UsingGTID", true)
                .containsEntry("LastIOError", "");
        assertThatJson(body).node("[0].SourceKey").isEqualTo("{\"Hostname\":\"127.0.0.1\",\"Port\":10111}");
        assertThatJson(body).node("[0].SecondsBehindSource").isEqualTo("{\"Int64\":0,\"Valid\":true}");
    }

    @Test
    void shouldShowNoneOfAServerThatReplicatesFromNobody() {
        assertThatJson(server.body("/api/instance-channels/127.0.0.1/10111")).isArray().isEmpty();
    }

    @Test
    void shouldTakeAnAddressInBracketsForTheAddress() {
        assertError("instance-channels/%5B::1%5D/3306", "Cannot read instance: ::1:3306", "null");
        assertError("instance-channels/::1/3306", "Cannot read instance: ::1:3306", "null");
        assertError("instance/%5B2001:db8::1%5D/3306", "Cannot read instance: 2001:db8::1:3306", "null");
    }
}
