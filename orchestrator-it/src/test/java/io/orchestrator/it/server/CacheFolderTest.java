package io.orchestrator.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CacheFolderTest {
    @TempDir private Path temp;

    @Test
    void makesAFolderOnceForAllWhoAsk() throws Exception {
        var cache = new CacheFolder(temp);
        var made = new AtomicInteger();
        List<Future<Path>> asked;

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            asked = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> cache.folder("servers/one", this::whole,
                            folder -> {
                                made.incrementAndGet();
                                write(folder, "whole");
                            })))
                    .toList();
        }

        for (Future<Path> path : asked) {
            assertThat(path.get()).isEqualTo(temp.resolve("servers/one")).matches(this::whole);
        }
        assertThat(made).hasValue(1);
    }

    @Test
    void makesAgainWhatAMakerLeftHalfDone() {
        var cache = new CacheFolder(temp);
        assertThatThrownBy(() -> cache.folder("servers/one", this::whole, folder -> {
            write(folder, "half");
            throw new ServerException("the mirror went away");
        })).hasMessage("the mirror went away");

        Path folder = cache.folder("servers/one", this::whole, made -> write(made, "whole"));

        assertThat(folder).isDirectoryContaining("glob:**/whole").isDirectoryNotContaining("glob:**/half");
    }

    @Test
    void makesAgainWhatIsNotUsable() {
        var cache = new CacheFolder(temp);
        Folders.create(temp.resolve("servers/one"));
        write(temp.resolve("servers/one"), "broken");

        Path folder = cache.folder("servers/one", this::whole, made -> write(made, "whole"));

        assertThat(folder).isDirectoryContaining("glob:**/whole").isDirectoryNotContaining("glob:**/broken");
    }

    private boolean whole(Path folder) {
        return Files.exists(folder.resolve("whole"));
    }

    private static void write(Path folder, String name) {
        try {
            Files.writeString(folder.resolve(name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
