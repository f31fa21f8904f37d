package io.orchestrator.app.wiring;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever starts the JVM has the last word; of two flags the later one counts. */
class SpareMemoryTest {
    private static final String G1 = "-XX:+UseG1GC";

    /** What the JVM that is asked runs. */
    static final class Asked {
        private Asked() {}

        /** Its status tells: 0 where spare memory is given back. */
        public static void main(String[] arguments) {
            Runtime.getRuntime().halt(new SpareMemory().isWanted() ? 0 : 3);
        }
    }

    @ParameterizedTest
    @CsvSource({"-XX:+ExplicitGCInvokesConcurrent,true", "-XX:-ExplicitGCInvokesConcurrent,false",
            "-XX:+ExplicitGCInvokesConcurrent -XX:-ExplicitGCInvokesConcurrent,false",
            "-XX:-ExplicitGCInvokesConcurrent -XX:+ExplicitGCInvokesConcurrent,true", "-Xmx64m,false"})
    void flagThatIsInEffectCounts(String flags, boolean wanted) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home", ""), "bin", "java").toString(), G1));
        command.addAll(List.of(flags.split(" ", -1)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), Asked.class.getName()));

        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(wanted ? 0 : 3);
    }
}
