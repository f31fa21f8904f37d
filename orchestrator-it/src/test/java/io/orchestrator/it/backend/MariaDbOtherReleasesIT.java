package io.orchestrator.it.backend;

import io.orchestrator.it.server.ServerFlavor;
import org.junit.jupiter.api.Tag;

@Tag("faults")
final class MariaDbOtherReleasesIT extends OtherReleases {

    @Override
    ServerFlavor flavor() {
        return ServerFlavor.MARIADB;
    }
}
