package io.orchestrator.backend.target;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.instance.ProbeFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class FaultsTest {
    private static final InstanceKey KEY = new InstanceKey("db1", 3306);

    static Stream<Arguments> causes() {
        return Stream.of(Arguments.of(new ConnectException("any text"), Kind.REFUSED),
                Arguments.of(new SocketTimeoutException("any text"), Kind.TIMED_OUT),
                Arguments.of(new NoRouteToHostException("any text"), Kind.TIMED_OUT),
                Arguments.of(new UnknownHostException("db1"), Kind.UNRESOLVED),
                Arguments.of(new SSLHandshakeException("any text"), Kind.TLS),
                Arguments.of(new SocketException("any text"), Kind.LOST),
                Arguments.of(new EOFException("any text"), Kind.LOST));
    }

    @ParameterizedTest
    @MethodSource("causes")
    void kindComesFromTheTypeOfTheCause(Exception cause, Kind kind) {
        var failure = new SQLException("Communications link failure", "08S01", 0, new RuntimeException(cause));

        assertThat(Faults.kindOf(failure)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"1045, ACCESS_DENIED", "1044, ACCESS_DENIED", "1698, ACCESS_DENIED", "3118, ACCESS_DENIED",
            "4151, ACCESS_DENIED", "1040, OVERLOADED", "1203, OVERLOADED", "1226, OVERLOADED", "3159, TLS",
            "1053, LOST", "4031, LOST", "1927, LOST",
            "1227, STATEMENT_FAILED", "1064, STATEMENT_FAILED", "1290, STATEMENT_FAILED"})
    void kindComesFromTheServersNumber(int number, Kind kind) {
        assertThat(Faults.kindOf(new SQLException("any text", "HY000", number))).isEqualTo(kind);
    }

    @Test
    void connectionExceptionWithoutCauseIsLost() {
        assertThat(Faults.kindOf(new SQLException("any text", "08003", 0))).isEqualTo(Kind.LOST);
    }

    @Test
    void descriptionNamesServerNumberAndFirstLine() {
        var failure = new SQLException("You have an error\nin your query", "42000", 1064);

        assertThat(Faults.describe("probe", KEY, failure))
                .isEqualTo("Cannot probe db1:3306: error 1064: You have an error");
    }

    @ParameterizedTest
    @CsvSource({"1044,true", "1142,true", "1143,true", "1227,true", "1370,true", "1045,false", "1064,false"})
    void privilegeThatIsMissingIsKnownByItsNumber(int number, boolean missing) {
        assertThat(Faults.isPrivilegeMissing(new SQLException("any text", "42000", number))).isEqualTo(missing);
    }

    @Test
    void certificateThatIsRefusedIsFoundAmongTheCauses() {
        var handshake = new SSLHandshakeException("any text");
        handshake.initCause(new CertificateException("any text"));

        assertThat(Faults.isCertificateRefused(new SQLException(handshake))).isTrue();
        assertThat(Faults.isCertificateRefused(new SQLException(new SSLHandshakeException("any text")))).isFalse();
    }

    /** A configured query may hold a password, and the server quotes what it cannot parse. */
    @Test
    void reasonDoesNotQuoteAQueryThatCannotBeParsed() {
        assertThat(Faults.reason(new SQLException("You have an error near 'select hidden'", "42000", 1064)))
                .contains("1064")
                .doesNotContain("hidden");
        assertThat(Faults.reason(new SQLException("Table 'meta.dc' doesn't exist", "42S02", 1146)))
                .isEqualTo("error 1146: Table 'meta.dc' doesn't exist");
    }
}
