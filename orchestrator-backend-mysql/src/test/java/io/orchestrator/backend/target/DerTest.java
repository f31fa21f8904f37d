package io.orchestrator.backend.target;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lengths are written in as few bytes as will do, or it is no DER. */
class DerTest {
    @ParameterizedTest
    @CsvSource({"0,2", "127,2", "128,3", "255,3", "256,4", "65535,4", "65536,5"})
    void lengthTakesTheBytesThatItNeeds(int length, int before) {
        byte[] element = Der.element(Der.OCTETS, new byte[length]);

        assertThat(element).hasSize(length + before);
        List<Der.Element> read = Der.elements(element);
        assertThat(read).hasSize(1);
        assertThat(read.getFirst().tag()).isEqualTo(Der.OCTETS);
        assertThat(read.getFirst().content()).hasSize(length);
    }

    @Test
    void elementsFollowEachOther() {
        byte[] both = Der.element(Der.SEQUENCE, Der.element(Der.OCTETS, new byte[3]), Der.element(2, new byte[] {1}));

        assertThat(Der.elements(Der.elements(both).getFirst().content())).extracting(Der.Element::tag)
                .containsExactly(Der.OCTETS, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x05, 0x80, 0x84, 0x82})
    void lengthThatIsNoneOrTooLongIsRefused(int length) {
        assertThatThrownBy(() -> Der.elements(new byte[] {Der.OCTETS, (byte) length, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
