package io.orchestrator.domain.identity;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdentityTest {
    private static final String UUID = "00020192-1111-1111-1111-ABCDEFABCDEF";

    @ParameterizedTest
    @CsvSource({"db1,db1,3306", "db1:3307,db1,3307", "' db1:3307 ',db1,3307", "10.0.0.1:1,10.0.0.1,1",
            "[2001:db8::1]:3307,2001:db8::1,3307", "[::1],::1,3306", "2001:db8::1,2001:db8::1,3306",
            "2001:db8:0:0:0:0:0:1:3307,2001:db8:0:0:0:0:0:1,3307", "::1:10111,::1,10111", "::1:3307,::1:3307,3306",
            "2001:db8::1:2:3:4:5:6,2001:db8::1:2:3:4:5:6,3306", "//2001:db8::1,//2001:db8::1,3306",
            "::ffff:10.0.0.1,::ffff:10.0.0.1,3306", "[fe80::1%eth0]:3307,fe80::1%eth0,3307",
            "//db1:3307,//db1,3307", "db1:0,db1,0", "db1:65535,db1,65535"})
    void keysAreRead(String text, String host, int port) {
        assertThat(InstanceKey.parse(text, 3306)).isEqualTo(new InstanceKey(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", ":3306", "db1:", "db1:x", "db1:-1", "db1:65536", "[::1", "[::1]3306", "[db1]:3306",
                    "[::1]:", "a:b:x", "host:3306:3307", "::1:99999"})
    void whatIsNoKeyIsRefused(String text) {
        assertThatThrownBy(() -> InstanceKey.parse(text, 3306)).isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"::1:3306,::1:3306:3307 ::1:3306", "2001:db8::1,2001:db8::1:3307", "fe80::3306,fe80::3306:3307",
            "fe80::1:22,fe80::1:22:3307 fe80::1:22", "[::1:3306],::1:3306:3307", "::1:10111,::1:10111",
            "db1:3306,db1:3306", "db1,db1:3307", "//::1:3306,//::1:3306:3307 //::1:3306", "::1:ab,::1:ab:3307"})
    void aBareAddressMayEndInAPort(String text, String meanings) {
        assertThat(InstanceKey.readings(text, 3307)).extracting(InstanceKey::display)
                .containsExactly(meanings.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"[::1],::1", "::1,::1", "db1,db1", "[db1,[db1"})
    void bracketsAreTakenOff(String host, String inKey) {
        assertThat(InstanceKey.withoutBrackets(host)).isEqualTo(inKey);
    }

    @Test
    void keysDetachAndReattach() {
        InstanceKey key = new InstanceKey("db1", 3306);

        assertThat(key.detached().hostname()).isEqualTo("//db1");
        assertThat(key.detached().detached()).isEqualTo(key.detached());
        assertThat(key.detached().reattached()).isEqualTo(key);
        assertThat(key.reattached()).isEqualTo(key);
        assertThat(key.detached().isDetached()).isTrue();
    }

    @Test
    void onlyServersThatCanBeReachedAreValid() {
        assertThat(new InstanceKey("db1", 3306).isValid()).isTrue();
        assertThat(List.of(InstanceKey.NONE, new InstanceKey("_", 3306), new InstanceKey("db1", 0),
                new InstanceKey("//db1", 3306))).noneMatch(InstanceKey::isValid);
    }

    @Test
    void howAKeyIsDisplayedCanBeAskedWithoutTheText() {
        InstanceKey key = new InstanceKey("fe80::1", 3306);

        assertThat(key.isDisplayedAs(key.display())).isTrue();
        assertThat(List.of("", "fe80::1", "fe80::1:", "fe80::1:330", "fe80::1:33060", "fe80::2:3306", "fe80::1:03306",
                "fe80::1 3306")).noneMatch(key::isDisplayedAs);
    }

    @Test
    void keysAreOrderedByHostThenPort() {
        assertThat(
                List.of(new InstanceKey("b", 1), new InstanceKey("a", 10), new InstanceKey("a", 9)).stream().sorted())
                .extracting(InstanceKey::display)
                .containsExactly("a:9", "a:10", "b:1");
    }

    @Test
    void uuidsAreCanonical() {
        assertThat(new ServerUuid(UUID)).isEqualTo(new ServerUuid("00020192-1111-1111-1111-abcdefabcdef"));
        assertThat(ServerUuid.parse(UUID)).isPresent();
        assertThat(ServerUuid.parse("")).isEmpty();
        assertThat(ServerUuid.parse(UUID.replace('-', '0'))).isEmpty();
        assertThat(ServerUuid.parse(UUID.replace('A', 'G'))).isEmpty();
        assertThatThrownBy(() -> new ServerUuid("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"8.0.36,8.0", "10.11.6-MariaDB-log,10.11", "9.7.4,9.7", "8,0.0", "'',0.0"})
    void majorVersionIsTwoTokens(String text, String major) {
        assertThat(new ServerVersion(text).major()).isEqualTo(major);
    }

    @ParameterizedTest
    @CsvSource({"8.0.36,8.4.0,-1", "10.0.1,9.7.0,1", "8.0.1,8.0.99,0", "10.2.1,10.11.1,-1", "'',5.7.1,-1",
            "8.0.36-28,8.0.36-log,0"})
    void majorVersionsCompareAsNumbers(String one, String other, int sign) {
        assertThat(new ServerVersion(one).compareMajor(new ServerVersion(other))).isEqualTo(sign);
    }

    @ParameterizedTest
    @CsvSource({"8.0.22,true", "8.0.22-13,true", "8.0.21,false", "8.1.0,true", "9.0.0,true", "5.7.44,false",
            "10.11.6-MariaDB,true", "8.0,false"})
    void versionsReachOthers(String text, boolean atLeast) {
        assertThat(new ServerVersion(text).isAtLeast(8, 0, 22)).isEqualTo(atLeast);
    }

    @ParameterizedTest
    @CsvSource({"8.0.36,MySQL Community Server - GPL,MYSQL,true", "8.0.36-28,Percona Server (GPL),PERCONA,true",
            "10.11.6-MariaDB-log,Debian 12,MARIADB,false", "2.5.0-maxscale,'',MAXSCALE,false"})
    void flavors(String version, String comment, Flavor flavor, boolean oracle) {
        assertThat(Flavor.of(new ServerVersion(version), comment)).isEqualTo(flavor);
        assertThat(flavor.isOracleFamily()).isEqualTo(oracle);
    }

    @Test
    void namesAreNeverEmptyAndShowThemselves() {
        assertThatThrownBy(() -> new ClusterName("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RecoveryUid("")).isInstanceOf(IllegalArgumentException.class);
        assertThat(ClusterName.of(new InstanceKey("db1", 3306))).hasToString("db1:3306");
        assertThat(new NodeId("one", "0123456789abcdef")).hasToString("one:01234567");
    }
}
