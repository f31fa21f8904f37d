package io.orchestrator.app.resolve;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ResolverFilesTest {
    private static final String HOSTS = """
            127.0.0.1\tlocalhost
            # 10.0.0.9 wrong db1
            10.0.0.1   db1.example.com db1   # the first
            10.0.0.2   db2.example.com db2 db1
            10.0.0.3
            """;

    private static ResolverFiles files(String configuration) {
        return new ResolverFiles(HOSTS, configuration);
    }

    @Test
    void shouldTakeTheFirstNameOfTheFirstLine() {
        assertThat(files("").canonical("db1")).contains("db1.example.com");
        assertThat(files("").canonical("DB2")).contains("db2.example.com");
        assertThat(files("").canonical("db1.example.com")).contains("db1.example.com");
        assertThat(files("").canonical("wrong")).isEmpty();
        assertThat(files("").canonical("10.0.0.3")).isEmpty();
    }

    @Test
    void shouldCompleteShortNamesByTheLastSearchList() {
        ResolverFiles files = files("nameserver 10.0.0.53\ndomain old.net\nsearch example.com example.net ; here\n");

        assertThat(files.candidates("db1")).containsExactly("db1.example.com", "db1.example.net", "db1");
        assertThat(files.candidates("db1.eu")).containsExactly("db1.eu", "db1.eu.example.com", "db1.eu.example.net");
        assertThat(files.candidates("db1.")).containsExactly("db1.");
    }

    @Test
    void shouldHeedTheNumberOfDots() {
        assertThat(files("search example.com\noptions rotate ndots:2\n").candidates("db1.eu"))
                .containsExactly("db1.eu.example.com", "db1.eu");
    }

    @Test
    void shouldAskForTheNameItselfWithoutAList() {
        assertThat(files("").candidates("db1")).containsExactly("db1");
    }
}
