package io.orchestrator.domain.binlog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BinlogCoordinatesTest {
    @ParameterizedTest
    @CsvSource({"bin.999999,9,bin.1000000,4,-1", "bin.000002,4,bin.000001,900,1", "bin.000001,4,bin.000001,5,-1",
            "bin.000001,4,bin.000001,4,0", "bin.9,4,bin.10,4,-1", "a.000009,4,b.000001,4,-1", "bin.x,4,bin.000001,4,-1",
            "'',0,bin.000001,4,-1"})
    void placesCompareByTheNumberOfTheFileThenPosition(String file, long pos, String otherFile, long otherPos,
            int sign) {
        BinlogCoordinates one = BinlogCoordinates.binaryLog(file, pos);
        BinlogCoordinates other = BinlogCoordinates.binaryLog(otherFile, otherPos);

        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(sign);
        assertThat(Integer.signum(other.compareTo(one))).isEqualTo(-sign);
    }

    @Test
    void kindTakesPartInEqualityOnly() {
        BinlogCoordinates binary = BinlogCoordinates.binaryLog("bin.000001", 4);
        BinlogCoordinates relay = BinlogCoordinates.relayLog("bin.000001", 4);

        assertThat(binary).isNotEqualTo(relay).isEqualByComparingTo(relay);
    }

    @ParameterizedTest
    @CsvSource({"bin.000012,12", "db1.example.bin.000012,12", "bin,0", "bin.,0", "bin.12a,0"})
    void fileNumberIsTheLastToken(String file, long number) {
        assertThat(BinlogCoordinates.binaryLog(file, 4).fileNumber()).isEqualTo(number);
    }

    @Test
    void absurdlyLongSuffixIsNoNegativeNumber() {
        assertThat(BinlogCoordinates.binaryLog("bin.99999999999999999999999999", 4).fileNumber()).isNotNegative();
    }

    @Test
    void showsFileAndPosition() {
        assertThat(BinlogCoordinates.binaryLog("bin.000001", 4)).hasToString("bin.000001:4");
        assertThat(BinlogCoordinates.NONE.isEmpty()).isTrue();
    }
}
