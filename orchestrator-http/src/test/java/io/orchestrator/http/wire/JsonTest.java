package io.orchestrator.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTest {
    private final Json json = new Json();

    private String text(@Nullable Object value) {
        return new String(json.bytes(value), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-0.0,0", "9e9,9000000000", "0.25,0.25", "0.020276473833333333,0.020276473833333333",
            "3.2e-7,3.2e-7",
            "1e-6,0.000001", "1e-7,1e-7", "1e20,100000000000000000000", "1e21,1e+21", "-1.5,-1.5", "123.0,123"})
    void shouldWriteFloatsAsTheContractDoes(double value, String written) {
        assertThat(text(value)).isEqualTo(written);
    }

    @Test
    void shouldEscapeWhatHtmlCouldTakeForMarkup() {
        assertThat(text("<a>&'/\u2028\u2029\u00e9\u4e2d\ud83d\ude00\"\\\n"))
                .isEqualTo("\"\\u003ca\\u003e\\u0026'/\\u2028\\u2029\u00e9\u4e2d\ud83d\ude00\\\"\\\\\\n\"");
    }

    @Test
    void shouldSortMapsAndKeepNull() {
        Map<String, Integer> map = new HashMap<>();
        map.put("b", 1);
        map.put("B", 2);
        map.put("a", 3);

        assertThat(text(map)).isEqualTo("{\"B\":2,\"a\":3,\"b\":1}");
        assertThat(text(null)).isEqualTo("null");
        assertThat(text(new Envelope(Envelope.OK, "", null)))
                .isEqualTo("{\"Code\":\"OK\",\"Message\":\"\",\"Details\":null}");
    }

    @Test
    void shouldWriteNullableValuesAsObjects() {
        assertThat(text(NullableInt.MISSING)).isEqualTo("{\"Int64\":0,\"Valid\":false}");
        assertThat(text(NullableBool.of(true))).isEqualTo("{\"Bool\":true,\"Valid\":true}");
    }
}
