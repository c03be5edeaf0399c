package dev.gamelan.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether a port is free, and if not, who has it. */
final class Ports {

    private static final String LISTEN = "0A";

    private Ports() {}

    /** @param patience for how long a port that is taken may still become free */
    static void requireFree(String address, int port, String flag, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isFree(address, port) && System.nanoTime() - deadline < 0) {
            pause();
        }
        requireFree(address, port, flag);
    }

    static void requireFree(String address, int port, String flag) {
        if (!isFree(address, port)) {
            String owner = owner(port)
                    .map(process ->
                            "process " + process.pid() + " (" + shorten(ServerProcess.commandLine(process)) + ")")
                    .orElse("another process, perhaps of another user (as root: ss -ltnp 'sport = :" + port + "')");
            throw new LauncherException("Port " + port + " is taken by " + owner
                    + ". Stop it, or choose another port with " + flag + " PORT");
        }
    }

    private static boolean isFree(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for a port", e);
        }
    }

    /** Linux only: the kernel's table of sockets names an inode, and the owner holds it open. */
    static Optional<ProcessHandle> owner(int port) {
        return inode("/proc/net/tcp", port)
                .or(() -> inode("/proc/net/tcp6", port))
                .flatMap(Ports::holder);
    }

    private static Optional<String> inode(String table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            return Files.readAllLines(Path.of(table)).stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTEN))
                    .map(fields -> fields[9])
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> holder(String inode) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, "socket:[" + inode + "]"))
                .findFirst();
    }

    private static boolean holds(ProcessHandle process, String target) {
        Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (isLinkTo(link, target)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    private static boolean isLinkTo(Path link, String target) {
        try {
            return Files.readSymbolicLink(link).toString().equals(target);
        } catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }

    private static String shorten(String commandLine) {
        return commandLine.length() <= 80 ? commandLine : commandLine.substring(0, 77) + "...";
    }
}
