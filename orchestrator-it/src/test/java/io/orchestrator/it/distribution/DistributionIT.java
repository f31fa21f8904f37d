package io.orchestrator.it.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code mvn package} leaves under {@code orchestrator-app/target}. */
class DistributionIT {

    private static final Path TARGET =
            Path.of(System.getProperty("basedir", "."), "../orchestrator-app/target").toAbsolutePath().normalize();

    @TempDir private Path folder;

    @Test
    void there_is_exactly_one_launcher_and_it_can_be_executed() throws IOException {
        try (Stream<Path> files = Files.walk(TARGET)) {
            assertThat(files.filter(file -> file.endsWith("bin/orchestrator"))).singleElement()
                    .satisfies(
                            launcher -> assertThat(launcher).isExecutable());
        }
    }

    @Test
    void the_shell_client_and_the_samples_lie_beside_it() throws IOException {
        assertThat(home().resolve("bin/orchestrator-client")).isExecutable();
        assertThat(home().resolve("share")).isDirectoryRecursivelyContaining("glob:**/haproxy/leader.cfg")
                .isDirectoryRecursivelyContaining("glob:**/haproxy/any-node.cfg")
                .isDirectoryRecursivelyContaining("glob:**/haproxy/backend.cfg")
                .isDirectoryRecursivelyContaining("glob:**/profile.d/orchestrator-client.sh")
                .isDirectoryRecursivelyContaining("glob:**/grants/backend.sql");
    }

    @Test
    void each_library_lies_there_once_and_as_published() throws IOException {
        var names = libraries();

        assertThat(names.stream().map(name -> name.replaceFirst("-\\d.*", ""))).doesNotHaveDuplicates()
                .contains("orchestrator-app", "orchestrator-domain", "mysql-connector-j", "sqlite-jdbc", "slf4j-api");
        assertThat(names).noneMatch(name -> name.endsWith("-tests.jar"))
                .noneMatch(
                        name -> name.startsWith("junit") || name.startsWith("protobuf") || name.startsWith("jsr305"));
    }

    @Test
    void our_jars_name_their_modules() throws IOException {
        for (var name : libraries().stream().filter(library -> library.startsWith("orchestrator-")).toList()) {
            try (var jar = new JarFile(home().resolve("lib").resolve(name).toFile())) {
                assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name")).as(name)
                        .startsWith("io.orchestrator.");
            }
        }
    }

    @Test
    void the_version_is_told_in_two_lines_without_a_warning_of_the_jvm() throws Exception {
        var outcome = run("-version");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.stdout()).hasSize(2).first().asString().matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(outcome.stderr()).isEmpty();
    }

    @Test
    void a_missing_configuration_file_is_one_line_and_status_1() throws Exception {
        var missing = folder.resolve("missing.json");

        var outcome = run("--config=" + missing, "http");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stderr()).filteredOn(line -> line.contains("FATAL"))
                .singleElement()
                .asString()
                .contains(missing.toString());
        assertThat(outcome.stderr()).noneMatch(line -> line.startsWith("\tat "));
    }

    private record Outcome(int exit, List<String> stdout, List<String> stderr) {

        private Outcome {
            stdout = List.copyOf(stdout);
            stderr = List.copyOf(stderr);
        }
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(home().resolve("bin/orchestrator").toString()));
        command.addAll(List.of(arguments));
        var stdout = folder.resolve("stdout");
        var stderr = folder.resolve("stderr");
        var builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().put("ORCHESTRATOR_JAVA_HOME", System.getProperty("java.home", ""));
        var process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the launcher did not end within 60 s");
        }
        return new Outcome(process.exitValue(), Files.readAllLines(stdout), Files.readAllLines(stderr));
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(home().resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Path home() throws IOException {
        try (Stream<Path> folders = Files.list(TARGET)) {
            return folders.filter(candidate -> Files.isExecutable(candidate.resolve("bin/orchestrator")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no distribution under " + TARGET + ": mvn package"));
        }
    }
}
