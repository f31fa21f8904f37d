package io.orchestrator.domain.naming;

import java.time.Duration;
import java.util.Map;

import io.orchestrator.domain.identity.InstanceKey;
import io.orchestrator.domain.naming.NameBook.Need;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NameBookTest {
    private static final Duration HOUR = Duration.ofMinutes(60);
    private static final Duration START = Duration.ofSeconds(1_000);
    private static final InstanceKey ADDRESS = new InstanceKey("10.0.0.1", 3306);
    private static final InstanceKey DB1 = new InstanceKey("db1.example.com", 3306);
    private static final InstanceKey DB2 = new InstanceKey("db2.example.com", 3306);

    private final NameBook book = new NameBook(HOUR);

    private static InstanceKey at(InstanceKey key, int port) {
        return new InstanceKey(key.hostname(), port);
    }

    @Test
    void whatIsNotKnownStandsForItself() {
        assertThat(book.resolve(ADDRESS, START)).isEqualTo(ADDRESS);
        assertThat(book.need(ADDRESS, ResolveMethod.DEFAULT, START)).isEqualTo(Need.KEEP);
        assertThat(book.need(ADDRESS, ResolveMethod.CNAME, START)).isEqualTo(Need.LOOK_UP);
    }

    @Test
    void aServerIsKnownByWhatItCallsItselfOnAllPorts() {
        book.learn(ADDRESS, DB1, START);

        assertThat(book.resolve(ADDRESS, START)).isEqualTo(DB1);
        assertThat(book.resolve(at(ADDRESS, 3307), START)).isEqualTo(at(DB1, 3307));
        assertThat(book.resolve(DB1, START)).isEqualTo(DB1);
        assertThat(book.takeNews(10)).containsExactly(Map.entry("10.0.0.1", "db1.example.com"));
        assertThat(book.takeNews(10)).isEmpty();
    }

    @Test
    void detachedAndInvalidKeysStay() {
        InstanceKey detached = ADDRESS.detached();
        book.learn(ADDRESS, DB1, START);

        assertThat(book.resolve(detached, START)).isEqualTo(detached);
        assertThat(book.resolve(InstanceKey.NONE, START)).isEqualTo(InstanceKey.NONE);
        assertThat(book.need(detached, ResolveMethod.IP, START)).isEqualTo(Need.NOTHING);
        assertThat(book.need(new InstanceKey("_", 3306), ResolveMethod.IP, START)).isEqualTo(Need.NOTHING);
    }

    @Test
    void useDoesNotMakeANameYounger() {
        book.learn(ADDRESS, DB1, START);
        book.learn(ADDRESS, DB1, START.plusMinutes(59));

        assertThat(book.known(START.plusMinutes(59)).get("10.0.0.1"))
                .isEqualTo(new NameBook.Known("db1.example.com", START.plus(HOUR)));
        assertThat(book.known(START.plus(HOUR))).isEmpty();
    }

    @Test
    void anAgedNameAnswersForAsLongAgainWhileItsServerIsAsked() {
        book.learn(ADDRESS, DB1, START);

        assertThat(book.need(ADDRESS, ResolveMethod.DEFAULT, START.plusMinutes(59))).isEqualTo(Need.NOTHING);
        assertThat(book.need(ADDRESS, ResolveMethod.DEFAULT, START.plusMinutes(60))).isEqualTo(Need.PROBE);
        assertThat(book.need(ADDRESS, ResolveMethod.CNAME, START.plusMinutes(60))).isEqualTo(Need.PROBE);
        assertThat(book.resolve(ADDRESS, START.plusMinutes(119))).isEqualTo(DB1);
        assertThat(book.resolve(ADDRESS, START.plusMinutes(120))).isEqualTo(ADDRESS);
    }

    @Test
    void anAgedNameFromTheNetworkIsLookedUpAgain() {
        book.found("db1", "db1.example.com", START);

        assertThat(book.need(new InstanceKey("db1", 3306), ResolveMethod.CNAME, START.plus(HOUR)))
                .isEqualTo(Need.RENEW);
        assertThat(book.need(new InstanceKey("db1", 3306), ResolveMethod.DEFAULT, START.plus(HOUR)))
                .isEqualTo(Need.KEEP);
    }

    @Test
    void aVirtualNameThatMovedStandsForItsNewServer() {
        InstanceKey virtual = new InstanceKey("vip", 3306);
        book.learn(virtual, DB1, START);

        book.learn(virtual, DB2, START.plus(HOUR));

        assertThat(book.resolve(virtual, START.plus(HOUR))).isEqualTo(DB2);
    }

    @Test
    void whereServersOnOneHostCallThemselvesDifferentlyEachIsKnownByItsPort() {
        book.learn(ADDRESS, DB1, START);
        book.learn(at(ADDRESS, 3307), at(DB2, 3307), START);

        assertThat(book.resolve(ADDRESS, START)).isEqualTo(DB1);
        assertThat(book.resolve(at(ADDRESS, 3307), START)).isEqualTo(at(DB2, 3307));
        assertThat(book.resolve(at(ADDRESS, 3308), START)).isEqualTo(at(ADDRESS, 3308));
        assertThat(book.takeNews(10)).isEmpty();
        assertThat(book.aliases(START)).isEmpty();
    }

    @Test
    void aServerThatTookItsFormerNameBackIsKnownByIt() {
        book.learn(ADDRESS, DB1, START);

        book.learn(DB1, ADDRESS, START.plusSeconds(1));

        assertThat(book.resolve(DB1, START.plusSeconds(1))).isEqualTo(ADDRESS);
        assertThat(book.resolve(ADDRESS, START.plusSeconds(1))).isEqualTo(ADDRESS);
    }

    @Test
    void aServerThatKeepsItsNameBesideOneThatDoesNotIsNotRenamed() {
        book.learn(ADDRESS, DB1, START);

        book.learn(at(ADDRESS, 3307), at(ADDRESS, 3307), START);

        assertThat(book.resolve(at(ADDRESS, 3307), START)).isEqualTo(at(ADDRESS, 3307));
        assertThat(book.resolve(ADDRESS, START)).isEqualTo(DB1);
    }

    @Test
    void whatAServerSaysOutweighsTheNetwork() {
        book.learn(ADDRESS, DB1, START);

        book.found("10.0.0.1", "elsewhere", START);
        book.found("db1.example.com", "10.0.0.1", START);

        assertThat(book.resolve(ADDRESS, START)).isEqualTo(DB1);
        assertThat(book.resolve(DB1, START)).isEqualTo(DB1);
    }

    @Test
    void aServerThatAnswersUnderAShortNameDoesNotUndoWhatTheNetworkSays() {
        InstanceKey shortName = new InstanceKey("db1", 3306);
        book.found("db1", "db1.example.com", START);

        book.learn(shortName, shortName, START);
        assertThat(book.resolve(shortName, START)).isEqualTo(DB1);

        book.learn(shortName, shortName, START.plus(HOUR));
        assertThat(book.resolve(shortName, START.plus(HOUR))).isEqualTo(shortName);
    }

    @Test
    void ofTwoNamesThatStandForEachOtherTheOlderGoes() {
        book.found("db1.example.com", "10.0.0.1", START);

        book.learn(ADDRESS, DB1, START.plusSeconds(1));

        assertThat(book.resolve(ADDRESS, START.plusSeconds(1))).isEqualTo(DB1);
        assertThat(book.resolve(DB1, START.plusSeconds(1))).isEqualTo(DB1);
    }

    @Test
    void whatCouldNotBeResolvedIsAskedForAgainAfterAMinute() {
        book.withhold("10.0.0.1", START);

        assertThat(book.need(ADDRESS, ResolveMethod.IP, START.plusSeconds(59))).isEqualTo(Need.NOTHING);
        assertThat(book.resolve(ADDRESS, START.plusSeconds(59))).isEqualTo(ADDRESS);
        assertThat(book.need(ADDRESS, ResolveMethod.IP, START.plusSeconds(60))).isEqualTo(Need.LOOK_UP);
        assertThat(book.known(START)).isEmpty();
    }

    @Test
    void whatOthersStoredIsTakenAndNotStoredAgain() {
        book.load(Map.of("a", "b", "b", "a", "vip", "db1.example.com", "same", "same"), START);

        assertThat(book.resolve(new InstanceKey("vip", 1), START)).isEqualTo(new InstanceKey("db1.example.com", 1));
        assertThat(book.resolve(new InstanceKey("a", 1), START)).isEqualTo(new InstanceKey("a", 1));
        assertThat(book.takeNews(10)).isEmpty();
        assertThat(book.others(START)).containsOnlyKeys("vip");
        assertThat(book.known(START)).containsOnlyKeys("same", "vip");
    }

    @Test
    void ofWhatOthersStoredTheNetworkIsAskedFirst() {
        book.load(Map.of("vip", "db1.example.com"), START);
        InstanceKey vip = new InstanceKey("vip", 3306);
        Duration aged = START.plus(HOUR);
        assertThat(book.need(vip, ResolveMethod.CNAME, aged)).isEqualTo(Need.RENEW);
        assertThat(book.need(vip, ResolveMethod.DEFAULT, aged)).isEqualTo(Need.PROBE);

        book.found("vip", "db2.example.com", aged);

        assertThat(book.resolve(vip, aged)).isEqualTo(DB2);
        assertThat(book.need(vip, ResolveMethod.CNAME, aged.plus(HOUR))).isEqualTo(Need.RENEW);
    }

    @Test
    void ofWhatTheNetworkDoesNotExplainTheServerIsAsked() {
        book.load(Map.of("10.0.0.1", "db1.example.com"), START);
        Duration aged = START.plus(HOUR);

        book.found("10.0.0.1", "10.0.0.1", aged);

        assertThat(book.resolve(ADDRESS, aged)).isEqualTo(DB1);
        assertThat(book.need(ADDRESS, ResolveMethod.CNAME, aged)).isEqualTo(Need.PROBE);
    }

    @Test
    void whatCouldNotBeResolvedIsLookedUpAtOnceForSomebodyWhoWantsItAnew() {
        book.withhold("10.0.0.1", START);

        book.release("10.0.0.1");

        assertThat(book.need(ADDRESS, ResolveMethod.IP, START)).isEqualTo(Need.LOOK_UP);
    }

    @Test
    void namesThatNoColumnHoldsAreNotKept() {
        book.learn(ADDRESS, new InstanceKey("x".repeat(129), 3306), START);
        book.learn(ADDRESS, new InstanceKey("", 3306), START);
        book.learn(ADDRESS, new InstanceKey("a,b", 3306), START);

        assertThat(book.known(START)).isEmpty();
        assertThat(book.resolve(ADDRESS, START)).isEqualTo(ADDRESS);
    }

    @Test
    void whatWasNotToldComesAgain() {
        book.learn(ADDRESS, DB1, START);
        Map<String, String> taken = book.takeNews(10);

        book.tellAgain(taken);
        assertThat(book.takeNews(10)).isEqualTo(taken);

        book.learn(ADDRESS, DB2, START);
        book.takeNews(10);
        book.tellAgain(taken);
        assertThat(book.takeNews(10)).isEmpty();
    }

    @Test
    void theVersionTellsWhetherKeysResolveOtherwise() {
        long before = book.version();
        book.learn(DB1, DB1, START);
        assertThat(book.version()).isEqualTo(before);

        book.learn(ADDRESS, DB1, START);
        long after = book.version();
        assertThat(after).isNotEqualTo(before);
        book.learn(ADDRESS, DB1, START.plusSeconds(1));
        assertThat(book.version()).isEqualTo(after);

        book.expire(START.plus(HOUR.multipliedBy(2)));
        assertThat(book.version()).isNotEqualTo(after);
        assertThat(book.aliases(START)).isEmpty();
    }
}
