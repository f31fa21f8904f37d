package io.orchestrator.domain.naming;

import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostAddressesTest {
    private static final byte[] ONE = {10, 0, 0, 1};
    private static final byte[] TWO = {(byte) 192, (byte) 168, 1, (byte) 255};

    @Test
    void theLastOfEachKindIsTaken() {
        HostAddresses addresses =
                HostAddresses.lastOf(List.of(ONE, bytes("0000000000000000" + "0000000000000001"), TWO));

        assertThat(addresses).isEqualTo(new HostAddresses("192.168.1.255", "::1"));
        assertThat(addresses.preferred()).isEqualTo("192.168.1.255");
    }

    @Test
    void withoutAnIpv4AddressTheIpv6OneCounts() {
        assertThat(HostAddresses.lastOf(List.of(bytes("20010db8" + "00000000" + "00000000" + "00000001"))).preferred())
                .isEqualTo("2001:db8::1");
        assertThat(HostAddresses.lastOf(List.of()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"00000000000000000000000000000000, ::", "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
            "20010000000000010000000000000001, 2001:0:0:1::1", "fe800000000000000000000000000000, fe80::",
            "00010000000000020003000000000004, 1::2:3:0:0:4"})
    void ipv6AddressesAreWrittenShort(String hex, String text) {
        assertThat(HostAddresses.lastOf(List.of(bytes(hex))).ipv6()).isEqualTo(text);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
