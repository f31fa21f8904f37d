package io.orchestrator.app.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code bin/orchestrator}: which JDK it takes and what it hands to it. */
class LauncherTest {

    private static final String MAIN = "io.orchestrator.app.Main";

    @TempDir private Path folder;

    private Launch launch;

    @BeforeEach
    void distribution() throws IOException {
        launch = new Launch(folder);
    }

    @Test
    void jdks_are_taken_in_the_documented_order() throws Exception {
        var wanted = new LinkedHashMap<String, Path>();
        wanted.put("ORCHESTRATOR_JAVA_HOME", launch.jdk("a", "25"));
        wanted.put("runtime", launch.jdk(launch.home().resolve("runtime"), "25.0.1"));
        wanted.put("JAVA_HOME", launch.jdk("c", "26"));
        wanted.put("JAVA25_HOME", launch.jdk("d", "25.0.3"));
        wanted.put("JAVA_HOME_25_X64", launch.jdk("e", "25.0.3"));
        wanted.put("jvm", launch.jdk("jvm/java-25-openjdk", "25.0.3"));
        wanted.put("path", launch.jdk("f", "25.0.3"));
        wanted.forEach(launch::with);
        Files.createSymbolicLink(launch.path("java"), launch.folder("f/bin/java"));

        var left = new ArrayDeque<>(wanted.values());
        while (!left.isEmpty()) {
            var jdk = left.removeFirst();
            assertThat(launch.run("http").jdk()).isEqualTo(jdk.toString());
            Files.delete(jdk.resolve("release"));
        }
        assertThat(launch.run("http").exit()).isEqualTo(1);
    }

    @Test
    void without_a_jdk_it_says_so_in_one_line_and_exits_with_1() throws Exception {
        launch.with("JAVA_HOME", launch.jdk("old", "21.0.8")).jdk("jvm/java-1.25-odd", "1.8.0_392");

        var outcome = launch.run("--config=x", "http");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
        assertThat(outcome.stderr()).hasLineCount(1)
                .startsWith("orchestrator: no JDK 25 or newer found")
                .contains("ORCHESTRATOR_JAVA_HOME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_VERSION=\"25\"\n", "JAVA_VERSION=\"25-ea\"\n", "JAVA_VERSION=\"25.0.3\"",
            "JAVA_VERSION=26.0.1\n",
            "IMPLEMENTOR=\"N.N.\"\nJAVA_RUNTIME_VERSION=\"1.2\"\nJAVA_VERSION=\"100.1\"\nSOURCE=\"a=b\"\n"})
    void release_files_of_25_and_newer_fit(String release) throws Exception {
        var jdk = launch.jdkWithRelease(launch.folder("jdk"), release);

        var outcome = launch.with("JAVA_HOME", jdk).run("http");

        assertThat(outcome.jdk()).isEqualTo(jdk.toString());
        assertThat(outcome.stderr()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_VERSION=\"24.0.2\"\n", "JAVA_VERSION=\"1.8.0_392\"\n", "JAVA_VERSION=\"\"\n",
            "JAVA_VERSION=\n",
            "JAVA_VERSION_DATE=\"2026-01-01\"\n", "", "JAVA_VERSION=\"x25\"\n", "OTHER_JAVA_VERSION=\"25\"\n"})
    void other_release_files_do_not(String release) throws Exception {
        var jdk = launch.jdkWithRelease(launch.folder("jdk"), release);

        var outcome = launch.with("JAVA_HOME", jdk).run("http");

        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.stdout()).isEmpty();
    }

    @Test
    void a_folder_without_java_is_no_jdk() throws Exception {
        var broken = launch.jdk("broken", "25");
        Files.delete(broken.resolve("bin/java"));
        var jdk = launch.jdk("jvm/temurin-25", "25");

        var outcome = launch.with("JAVA_HOME", broken).run("http");

        assertThat(outcome.jdk()).isEqualTo(jdk.toString());
    }

    @Test
    void a_named_jdk_that_does_not_fit_is_mentioned_and_another_taken() throws Exception {
        var old = launch.jdk("old", "17.0.15");
        var jdk = launch.jdk("jvm/temurin-25", "25");

        var outcome = launch.with("ORCHESTRATOR_JAVA_HOME", old).run("http");

        assertThat(outcome.jdk()).isEqualTo(jdk.toString());
        assertThat(outcome.stderr()).hasLineCount(1).contains(old.toString(), jdk.toString());
    }

    @Test
    void flags_main_class_and_arguments_are_handed_over_unchanged() throws Exception {
        launch.with("JAVA_HOME", launch.jdk("jdk", "25"));

        var arguments = launch.run("--config=a b.json", "--debug", "", "http", "*").arguments();

        assertThat(arguments).contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dcom.mysql.cj.disableAbandonedConnectionCleanup=true", "-Dorchestrator.home=" + launch.home());
        assertThat(arguments)
                .containsSequence("-cp", launch.home() + "/lib/*", MAIN, "--config=a b.json", "--debug", "", "http",
                        "*")
                .endsWith("*");
    }

    @Test
    void the_service_gets_a_concurrent_collector_and_ends_when_out_of_memory() throws Exception {
        launch.with("JAVA_HOME", launch.jdk("jdk", "25"));

        assertThat(launch.run("--config=x", "http").arguments()).contains("-XX:+UseG1GC",
                "-XX:+ExitOnOutOfMemoryError");
        assertThat(launch.run("-c", "continuous").arguments()).contains("-XX:+UseG1GC");
    }

    @Test
    void a_command_gets_flags_for_a_short_life() throws Exception {
        launch.with("JAVA_HOME", launch.jdk("jdk", "25"));

        assertThat(launch.run("-c", "topology", "-i", "db:3306").arguments())
                .contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .doesNotContain("-XX:+UseG1GC");
    }

    @Test
    void a_command_takes_prepared_classes_with_the_class_path_in_their_order() throws Exception {
        launch.with("JAVA_HOME", launch.jdk("jdk", "25"));
        for (var jar : List.of("b.jar", "B.jar", "a.jar")) {
            Files.createFile(launch.home().resolve("lib").resolve(jar));
        }
        Files.createDirectory(launch.home().resolve("cache"));
        Files.createFile(launch.home().resolve("cache/commands.aot"));
        var lib = launch.home() + "/lib/";

        assertThat(launch.run("-c", "topology").arguments())
                .containsSubsequence("-Xlog:disable", "-XX:AOTCache=" + launch.home() + "/cache/commands.aot")
                .containsSequence("-cp", lib + "B.jar:" + lib + "a.jar:" + lib + "b.jar", MAIN);
        assertThat(launch.run("http").arguments()).containsSequence("-cp", lib + "*", MAIN)
                .noneMatch(argument -> argument.startsWith("-XX:AOT"));
    }

    @Test
    void options_of_the_user_come_after_ours() throws Exception {
        launch.with("JAVA_HOME", launch.jdk("jdk", "25"))
                .with("ORCHESTRATOR_JAVA_OPTS", "-Xmx2g -XX:MaxRAMPercentage=80");

        assertThat(launch.run("http").arguments()).containsSubsequence("-XX:MaxRAMPercentage=50", "-Xmx2g",
                "-XX:MaxRAMPercentage=80", "-cp", MAIN, "http");
    }

    @Test
    void it_becomes_the_jvm_so_that_signals_and_exit_status_are_the_jvms() throws Exception {
        launch.with("JAVA_HOME", launch.jdk("jdk", "25")).with("FAKE_EXIT", "42");

        var outcome = launch.run("http");

        assertThat(outcome.javaPid()).isEqualTo(Long.toString(outcome.pid()));
        assertThat(outcome.exit()).isEqualTo(42);
    }

    @Test
    void a_link_to_it_finds_the_distribution() throws Exception {
        launch.with("JAVA_HOME", launch.jdk("jdk", "25"));
        var link = Files.createSymbolicLink(launch.folder("orc"), launch.script());

        var outcome = launch.run(link, "http");

        assertThat(outcome.arguments()).contains("-Dorchestrator.home=" + launch.home(),
                "-Dorchestrator.argv0=" + link);
    }
}
