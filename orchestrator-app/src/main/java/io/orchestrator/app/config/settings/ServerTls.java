package io.orchestrator.app.config.settings;

import java.util.List;

/**
 * TLS of a listener of ours.
 *
 * @param enabled serve TLS instead of plain text
 * @param mutual ask clients for a certificate and demand one of {@code validOrganisationalUnits}
 * @param skipVerify do not verify certificates
 * @param privateKeyFile path, empty when not given
 * @param certificateFile path, empty when not given
 * @param authorityFile path of the CA for client certificates, empty when not given
 * @param validOrganisationalUnits accepted OUs with mutual TLS
 */
public record ServerTls(
        boolean enabled, boolean mutual, boolean skipVerify, String privateKeyFile, String certificateFile,
        String authorityFile, List<String> validOrganisationalUnits) {

    public ServerTls {
        validOrganisationalUnits = List.copyOf(validOrganisationalUnits);
    }
}
