package io.orchestrator.it.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RunFolderIT {
    @ServerTest
    void whatAKilledJvmLeftIsEndedByTheNext(ServerFlavor flavor) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx200m",
                "-cp", System.getProperty("java.class.path"), LeftBehind.class.getName(), flavor.name())
                .redirectErrorStream(true)
                .start();
        List<String> left = words(jvm.inputReader());
        jvm.destroyForcibly().waitFor();
        long pid = Long.parseLong(left.get(1));
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isPresent();

        RunFolder next = RunFolder.open(CacheFolder.ofEnvironment());

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(Path.of(left.get(2))).doesNotExist();
        next.end();
    }

    private static List<String> words(BufferedReader output) {
        return output.lines()
                .filter(line -> line.startsWith("left "))
                .findFirst()
                .map(line -> List.of(line.split(" ", 3)))
                .orElseThrow();
    }
}
