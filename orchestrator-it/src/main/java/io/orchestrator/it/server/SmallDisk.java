package io.orchestrator.it.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A file system of its own for a server's files, which can be full, frozen, or broken to read-only. Needs root, a loop device and
 * {@code mkfs.ext4}.
 */
public final class SmallDisk implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int BLOCK = 16 * 1024;

    private final Path folder;
    private final Path image;
    private final String device;
    private boolean frozen;

    private SmallDisk(Path folder, Path image, String device) {
        this.folder = folder;
        this.image = image;
        this.device = device;
    }

    /** Whether there can be one here. */
    public static boolean isPossible() {
        return Possible.HERE;
    }

    private static final class Possible {
        static final boolean HERE = find();

        private static boolean find() {
            try (SmallDisk disk = create(16)) {
                return Files.isDirectory(disk.folder());
            } catch (ServerException _) {
                return false;
            }
        }
    }

    /**
     * Makes one and mounts it; nothing is left of it when it is closed, at the latest with this JVM.
     *
     * @throws ServerException when that is not possible here; the message says what was said
     */
    public static SmallDisk create(int megabytes) {
        try {
            Path image = Files.createTempFile("orchestrator-disk-", ".img");
            Path folder = Files.createTempDirectory("orchestrator-disk-");
            run("truncate", "-s", megabytes + "M", image.toString());
            run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
            SmallDisk disk = new SmallDisk(folder, image, run("losetup", "--find", "--show", image.toString()));
            RunFolder.ofThisJvm().remember(disk);
            try {
                run("mount", "-o", "errors=remount-ro", disk.device, folder.toString());
                return disk;
            } catch (ServerException e) {
                disk.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ServerException("cannot make a disk: " + e, e);
        }
    }

    /** Where it is mounted. */
    public Path folder() {
        return folder;
    }

    /** Not a byte is left. */
    public void fill() {
        byte[] zeros = new byte[BLOCK];
        for (int size = BLOCK; size >= 1; size /= 16) {
            try (OutputStream ballast = Files.newOutputStream(folder.resolve("ballast-" + size))) {
                while (true) {
                    ballast.write(zeros, 0, size);
                }
            } catch (IOException _) {
                // Full, for pieces of this size.
            }
        }
    }

    /** Undoes {@link #fill}. */
    public void free() {
        try {
            for (int size = BLOCK; size >= 1; size /= 16) {
                Files.deleteIfExists(folder.resolve("ballast-" + size));
            }
        } catch (IOException e) {
            throw new ServerException("cannot free " + folder + ": " + e, e);
        }
    }

    /** Whoever writes waits from now on, and cannot even be killed. */
    public void freeze() {
        run("fsfreeze", "--freeze", folder.toString());
        frozen = true;
    }

    /** Undoes {@link #freeze}. */
    public void thaw() {
        if (frozen) {
            run("fsfreeze", "--unfreeze", folder.toString());
            frozen = false;
        }
    }

    /** It finds an error in itself, and takes no writes from now on. */
    public void breakDown() {
        try {
            Files.writeString(Path.of("/sys/fs/ext4", Path.of(device).getFileName().toString(), "trigger_fs_error"),
                    "an error on trial");
        } catch (IOException e) {
            throw new ServerException("cannot break " + folder + ": " + e, e);
        }
    }

    /** Whoever has files on it must have ended before. */
    @Override
    public void close() {
        thaw();
        RunFolder.ofThisJvm().forget(this);
        Shell.run(LIMIT, List.of("umount", "-l", folder.toString()));
        Shell.run(LIMIT, List.of("losetup", "-d", device));
        Folders.delete(folder);
        try {
            Files.deleteIfExists(image);
        } catch (IOException e) {
            throw new ServerException("cannot delete " + image + ": " + e, e);
        }
    }

    private static String run(String... command) {
        Shell.Result result = Shell.run(LIMIT, List.of(command));
        if (!result.succeeded()) {
            throw new ServerException("cannot " + String.join(" ", command) + ": " + result.output());
        }
        return result.output();
    }
}
