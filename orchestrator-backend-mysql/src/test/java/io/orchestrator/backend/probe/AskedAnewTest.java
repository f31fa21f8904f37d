package io.orchestrator.backend.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.orchestrator.ports.driven.InstanceProber.Depth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read once a minute, or once in ten seconds, is read at once where a person asks. */
class AskedAnewTest {
    private static final List<String> NOW_AND_THEN = List.of("select alias", "SHOW GLOBAL VARIABLES WHERE",
            "SHOW SESSION STATUS", "SHOW REPLICAS", "SELECT max(User_name)");

    private final Map<String, String> answers = new ConcurrentHashMap<>(Map.of("select alias", "first"));
    private ScriptedServer server;
    private ScriptedProbing probing;

    @BeforeEach
    void start() throws Exception {
        var queries = new ClassificationQueries("", "", "select alias", "", "", "", "", "", "", "");
        server = RecordedServer.of(new Recorded("mysql-8.0.36"),
                statement -> Optional.ofNullable(answers.get(statement)).map(text -> List.of(Map.of("only", text))));
        probing = new ScriptedProbing(ProbeSettings.DEFAULT.withQueries(queries));
        probing.see(server, Depth.ROUTINE);
    }

    @AfterEach
    void end() throws Exception {
        probing.close();
        server.close();
    }

    private String aliasSeen(Depth depth) throws Exception {
        return probing.see(server, depth).classification().instanceAlias();
    }

    @Test
    void theNextRoutineProbeReadsAllOfItAndTheOneAfterDoesNot() throws Exception {
        answers.put("select alias", "second");
        assertThat(aliasSeen(Depth.ROUTINE)).isEqualTo("first");
        int before = server.asked().size();

        probing.askAnew(server);

        assertThat(aliasSeen(Depth.EVIDENCE)).as("what was read stays until then").isEqualTo("first");
        assertThat(aliasSeen(Depth.ROUTINE)).isEqualTo("second");
        aliasSeen(Depth.ROUTINE);
        List<String> asked = server.asked().subList(before, server.asked().size());
        assertThat(NOW_AND_THEN)
                .allSatisfy(begin -> assertThat(asked).filteredOn(text -> text.startsWith(begin)).hasSize(1));
    }

    @Test
    void nothingIsAskedOfAServerThatWasNeverProbed() throws Exception {
        try (ScriptedServer other = RecordedServer.of(new Recorded("mysql-8.0.36"))) {
            probing.askAnew(other);

            assertThat(other.asked()).isEmpty();
        }
    }
}
