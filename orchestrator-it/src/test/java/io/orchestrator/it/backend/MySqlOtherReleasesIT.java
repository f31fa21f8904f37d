package io.orchestrator.it.backend;

import io.orchestrator.it.server.ServerFlavor;

final class MySqlOtherReleasesIT extends OtherReleases {

    @Override
    ServerFlavor flavor() {
        return ServerFlavor.MYSQL;
    }
}
