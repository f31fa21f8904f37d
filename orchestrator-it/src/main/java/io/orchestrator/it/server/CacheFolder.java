package io.orchestrator.it.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The folder in which provisioned servers and prepared data folders are kept between runs: {@code ORCHESTRATOR_IT_CACHE}, else
 * {@code orchestrator-it} under {@code XDG_CACHE_HOME} or {@code ~/.cache}. Several JVMs may use it at once.
 */
final class CacheFolder {
    /** File locks are held by the whole JVM, so its threads need a lock of their own. */
    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Path root;

    CacheFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    static CacheFolder ofEnvironment() {
        String own = System.getenv("ORCHESTRATOR_IT_CACHE");
        if (own != null && !own.isBlank()) {
            return new CacheFolder(Path.of(own));
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return new CacheFolder(caches.resolve("orchestrator-it"));
    }

    Path root() {
        return root;
    }

    /**
     * The folder of that name, made first if it is missing or not usable. One maker at a time, in this and any other JVM; it works
     * in a folder beside that gets its name only when it is finished, so a maker that dies leaves nothing that is taken for whole.
     */
    Path folder(String name, Predicate<Path> usable, Consumer<Path> maker) {
        Path folder = root.resolve(name);
        if (usable.test(folder)) {
            return folder;
        }
        Folders.create(root);
        String flat = name.replace('/', '-');
        return locked(root.resolve(flat + ".lock"), () -> {
            if (usable.test(folder)) {
                return folder;
            }
            Path parent = folder.getParent() == null ? root : folder.getParent();
            Path unfinished = parent.resolve(folder.getFileName() + ".unfinished");
            Folders.delete(folder);
            Folders.delete(unfinished);
            Folders.create(unfinished);
            maker.accept(unfinished);
            Folders.publish(unfinished, folder);
            return folder;
        });
    }

    private static <T> T locked(Path file, Supplier<T> work) {
        ReentrantLock lock = LOCKS.computeIfAbsent(file, ignored -> new ReentrantLock());
        lock.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (!held.isValid()) {
                throw new ServerException("lost the lock on " + file);
            }
            return work.get();
        } catch (IOException e) {
            throw new ServerException("cannot lock " + file + ": " + e, e);
        } finally {
            lock.unlock();
        }
    }
}
