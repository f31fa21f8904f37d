package io.orchestrator.it.backend;

import io.orchestrator.it.server.ServerFlavor;

final class MariaDbOtherReleasesIT extends OtherReleases {

    @Override
    ServerFlavor flavor() {
        return ServerFlavor.MARIADB;
    }
}
