package dev.gamelan.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One {@code up} or {@code down} at a time; the system releases the lock of a launcher that is killed. */
final class HomeLock {

    private HomeLock() {}

    static void whileHeld(Path home, Runnable work) {
        try (FileChannel channel =
                FileChannel.open(home.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new LauncherException("Another ./gamelan is at work in " + home + ". Wait for it to end.");
            }
            work.run();
        } catch (IOException e) {
            throw new LauncherException("Cannot lock " + home + ": " + e, e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another thread of this JVM.
            return null;
        }
    }
}
