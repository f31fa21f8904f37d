package io.orchestrator.backend.actuate;

import java.util.ArrayList;
import java.util.List;

import io.orchestrator.backend.target.StatementDialect;
import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ChannelTls;
import io.orchestrator.domain.instance.ReplicaStatus;
import org.jspecify.annotations.Nullable;

/** The option list of a re-pointing statement, and the values that go with it (topology-ops.md 4.2 to 4.4). */
final class SourceOptions {
    private final StatementDialect dialect;
    private final List<String> names = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private SourceOptions(StatementDialect dialect) {
        this.dialect = dialect;
    }

    /** Options that lead a channel elsewhere and keep how it finds its place. */
    static SourceOptions leadingTo(InstanceKey source, StatementDialect dialect, @Nullable ReplicaStatus channel) {
        var options = new SourceOptions(dialect);
        options.add("host", source.hostname());
        options.add("port", source.port());
        if (channel != null && !channel.positioning().isGtid()) {
            options.add("log_file", channel.executed().logFile());
            options.add("log_pos", channel.executed().logPos());
        }
        options.addTls(channel);
        return options;
    }

    /** Options that lead a channel elsewhere by GTID. */
    static SourceOptions byGtid(InstanceKey source, StatementDialect dialect, @Nullable ReplicaStatus channel) {
        var options = new SourceOptions(dialect);
        options.add("host", source.hostname());
        options.add("port", source.port());
        if (channel == null || !channel.positioning().isGtid()) {
            if (dialect.mariaDb()) {
                // A former source has its transactions in its binary log only: current_pos counts those (4.2).
                options.addKeyword("use_gtid", channel == null ? "current_pos" : "slave_pos");
            } else {
                options.add("auto_position", 1);
            }
        }
        options.addTls(channel);
        return options;
    }

    private void addTls(@Nullable ReplicaStatus channel) {
        if (channel == null) {
            return;
        }
        ChannelTls tls = channel.tls();
        if (tls.allowed()) {
            add("ssl", 1);
            addText("ssl_ca", tls.caFile());
            addText("ssl_capath", tls.caPath());
            addText("ssl_cert", tls.cert());
            addText("ssl_cipher", tls.cipher());
            addText("ssl_crl", tls.crlFile());
            addText("ssl_crlpath", tls.crlPath());
            addText("ssl_key", tls.key());
            addFlag(dialect.option("ssl_verify_server_cert"), tls.verifyServerCert());
            addText("tls_version", tls.tlsVersion());
            addText("tls_ciphersuites", tls.tlsCiphersuites());
        }
        addText("public_key_path", tls.publicKeyPath());
        addFlag(dialect.getPublicKeyOption(), tls.getSourcePublicKey());
    }

    private void addText(String name, String value) {
        if (!value.isEmpty()) {
            add(name, value);
        }
    }

    private void addFlag(String option, @Nullable Boolean value) {
        if (value != null) {
            names.add(option + " = ?");
            values.add(value ? 1 : 0);
        }
    }

    private void add(String name, Object value) {
        names.add(dialect.option(name) + " = ?");
        values.add(value);
    }

    private void addKeyword(String name, String constant) {
        names.add(dialect.option(name) + " = " + constant);
    }

    /** {@code name = ?} for each option. */
    String text() {
        return String.join(", ", names);
    }

    Object[] values() {
        return values.toArray();
    }
}
