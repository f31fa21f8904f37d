package io.orchestrator.it.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What needs no server: help, unknown commands, the effective configuration, prepared classes. */
class HelpIT {
    @TempDir private Path folder;

    private CommandLine commands(String json) throws IOException {
        return new CommandLine(folder, Files.writeString(folder.resolve("orchestrator.conf.json"), json));
    }

    private CommandLine embedded() throws IOException {
        return commands("{\"BackendDB\": \"sqlite\", \"SQLite3DataFile\": \"" + folder.resolve("b.sqlite") + "\"}");
    }

    @Test
    void theListingGoesToStandardErrorAndATopicToStandardOutput() throws IOException {
        CommandLine.Outcome listing = embedded().run("-c", "help");

        assertThat(listing.status()).isZero();
        assertThat(listing.out()).isEmpty();
        assertThat(listing.err()).first().isEqualTo("Available commands (-c):");
        assertThat(embedded().answer("-c", "clusters", "help")).first().isEqualTo("clusters:");
    }

    @Test
    void anUnknownCommandIsFatalWithTheListing() throws IOException {
        CommandLine commands = embedded();
        commands.answer("-c", "redeploy-internal-db");

        CommandLine.Outcome outcome = commands.run("-c", "clustres");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).first()
                .asString()
                .endsWith(
                        "FATAL Unknown command: \"clustres\". Available commands (-c):");
        assertThat(outcome.err()).anyMatch(line -> line.startsWith("\tclusters "));
    }

    @Test
    void aCommandMakesNoDatabase() throws IOException {
        CommandLine.Outcome outcome = embedded().run("-c", "clusters");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).singleElement().asString().contains("does not exist", "redeploy-internal-db");
        assertThat(folder.resolve("b.sqlite")).doesNotExist();
    }

    @Test
    void noClustersAreOneEmptyLine() throws IOException {
        CommandLine commands = embedded();
        commands.answer("-c", "redeploy-internal-db");

        assertThat(commands.answer("-c", "clusters")).containsExactly("");
    }

    @Test
    void theConfigurationIsOneLine() throws IOException {
        assertThat(embedded().answer("-c", "dump-config")).singleElement().asString().startsWith("{").endsWith("}");
    }

    @Test
    void theClassesOfCommandsArePrepared() {
        assertThat(CommandLine.distribution().resolve("cache/commands.aot")).isNotEmptyFile();
    }
}
