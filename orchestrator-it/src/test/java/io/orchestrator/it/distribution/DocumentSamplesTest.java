package io.orchestrator.it.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documents quote from the distribution is what it ships, and every link between them leads somewhere. */
class DocumentSamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();
    private static final Path SHIPPED = ROOT.resolve("orchestrator-app/src/main/dist");
    private static final Pattern SAMPLE =
            Pattern.compile("<!-- sample (\\S+) -->\n\n```[a-z]+\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([a-z-]+\\.md)?(#[a-z0-9-]+)?\\)");

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    @Test
    void quoted_samples_are_the_files_that_are_shipped() throws IOException {
        List<String> quoted = new ArrayList<>();
        for (Path document : documents()) {
            Matcher samples = SAMPLE.matcher(Files.readString(document));
            while (samples.find()) {
                quoted.add(samples.group(1));
                assertThat(samples.group(2)).as(samples.group(1) + " in " + document.getFileName())
                        .isEqualTo(Files.readString(SHIPPED.resolve(samples.group(1))));
            }
        }

        assertThat(quoted).contains("share/haproxy/leader.cfg", "share/haproxy/any-node.cfg",
                "share/haproxy/backend.cfg",
                "share/profile.d/orchestrator-client.sh", "share/grants/backend.sql");
    }

    @Test
    void links_between_documents_lead_to_a_heading() throws IOException {
        for (Path document : documents()) {
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                Path target = links.group(1) == null ? document : document.resolveSibling(links.group(1));
                assertThat(target).as(links.group() + " in " + document.getFileName()).exists();
                if (links.group(2) != null) {
                    assertThat(headings(target)).as(links.group() + " in " + document.getFileName())
                            .contains(links.group(2));
                }
            }
        }
    }

    private static List<String> headings(Path document) throws IOException {
        return Files.readAllLines(document)
                .stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> "#" + line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
