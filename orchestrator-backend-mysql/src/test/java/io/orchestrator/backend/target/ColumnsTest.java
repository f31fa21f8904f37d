package io.orchestrator.backend.target;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ColumnsTest {
    private final Columns columns = new Columns(List.of("Source_Host", "Port", "port", "Seconds"));

    @Test
    void aNameIsFoundInAnyCaseAndOfTwoTheLater() {
        assertThat(columns.placeOf("SOURCE_HOST")).isZero();
        assertThat(columns.placeOf("source_host")).isZero();
        assertThat(columns.placeOf("Port")).isEqualTo(2);
        assertThat(columns.placeOf("Seconds")).isEqualTo(3);
    }

    @Test
    void aMissingNameIsMissingWheneverItIsAskedFor() {
        assertThat(columns.placeOf("Channel_Name")).isNegative();
        assertThat(columns.placeOf("Channel_Name")).isNegative();
    }

    @Test
    void answersWithTheSameLabelsShareTheirColumns() {
        Columns first = Columns.shared(List.of("a_column", "b_column"));

        assertThat(Columns.shared(List.of("a_column", "b_column"))).isSameAs(first);
        assertThat(Columns.shared(List.of("b_column", "a_column"))).isNotSameAs(first);
    }
}
