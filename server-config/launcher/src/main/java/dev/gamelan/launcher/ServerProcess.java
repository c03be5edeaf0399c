package dev.gamelan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server's JVM, found by its process id and recognised by its domain: a killed server leaves its id behind. */
record ServerProcess(ProcessHandle handle) {

    static Optional<ServerProcess> find(Path domain) {
        try {
            long pid = Long.parseLong(
                    Files.readString(domain.resolve("config/pid")).strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> commandLine(handle).contains(domain.toString()))
                    .map(ServerProcess::new);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether a server of this domain has ended without having been stopped: its id is still noted. */
    static boolean wasKilled(Path domain) {
        return Files.exists(domain.resolve("config/pid")) && find(domain).isEmpty();
    }

    /** As much as the system tells; Linux tells all, elsewhere it may be the name of the program only. */
    static String commandLine(ProcessHandle handle) {
        Path file = Path.of("/proc", Long.toString(handle.pid()), "cmdline");
        try {
            return Files.readString(file).replace('\0', ' ').strip();
        } catch (IOException e) {
            return handle.info().commandLine().orElse("");
        }
    }

    long pid() {
        return handle.pid();
    }

    Optional<Duration> uptime() {
        return handle.info().startInstant().map(start -> Duration.between(start, Instant.now()));
    }

    /** As a crash would: nothing is flushed, nothing is said. */
    void kill() {
        handle.destroyForcibly();
        if (!awaitExit(Duration.ofSeconds(30))) {
            throw new LauncherException("Process " + pid() + " does not end, not even by kill -9");
        }
    }

    boolean awaitExit(Duration limit) {
        try {
            handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for process " + pid(), e);
        } catch (ExecutionException e) {
            throw new LauncherException("Cannot wait for process " + pid(), e);
        }
    }
}
