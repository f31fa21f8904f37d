package io.orchestrator.it.arch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules that only the source files show. */
class SourceRulesTest {

    private static final int LONGEST_FILE = 400;

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();

    @Test
    void the_sources_of_every_module_are_found() {
        assertThat(files("main")).hasSizeGreaterThan(5).allMatch(Files::isRegularFile);
    }

    @Test
    void no_source_file_is_long() {
        assertThat(files("main").filter(file -> lines(file).size() >= LONGEST_FILE).map(SourceRulesTest::shown))
                .as("files of %d lines or more: split them by what they are about", LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void every_package_says_what_flows_through_it() {
        assertThat(packages("main").filter(folder -> !isDescribed(folder.resolve("package-info.java")))
                .map(SourceRulesTest::shown)).as("packages without a @NullMarked package-info.java that has text")
                .isEmpty();
    }

    @Test
    void test_packages_are_described_in_their_own_tree_or_beside_what_they_test() {
        assertThat(packages("test").filter(folder -> !isDescribed(folder.resolve("package-info.java"))
                && !isDescribed(
                        Path.of(folder.toString().replace("/src/test/java/", "/src/main/java/"), "package-info.java")))
                .map(SourceRulesTest::shown)).as("test packages without a @NullMarked package-info.java that has text")
                .isEmpty();
    }

    @Test
    void no_test_is_switched_off() {
        assertThat(files("test").filter(file -> mentions(file, "@Dis" + "abled")).map(SourceRulesTest::shown))
                .isEmpty();
    }

    @Test
    void no_test_sleeps() {
        assertThat(files("test").filter(file -> mentions(file, "Thread.sl" + "eep(")).map(SourceRulesTest::shown))
                .as("tests that sleep: await the condition instead")
                .isEmpty();
    }

    @Test
    void the_engine_has_no_synchronized_block() {
        assertThat(files("main").filter(file -> file.toString().contains("/ports/engine/"))
                .filter(file -> mentions(file, "synchronized (") || mentions(file, "synchronized("))
                .map(SourceRulesTest::shown)).isEmpty();
    }

    private static Stream<Path> files(String tree) {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .map(module -> module.resolve("src").resolve(tree).resolve("java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .flatMap(SourceRulesTest::javaFiles)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> packages(String tree) {
        return files(tree).map(file -> file.resolveSibling("")).distinct();
    }

    private static boolean isDescribed(Path packageInfo) {
        if (!Files.exists(packageInfo)) {
            return false;
        }
        var text = String.join("\n", lines(packageInfo));
        return text.startsWith("/**") && text.contains("@NullMarked");
    }

    private static boolean mentions(Path file, String words) {
        return lines(file).stream().anyMatch(line -> line.contains(words));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(Path path) {
        return ROOT.relativize(path).toString();
    }
}
