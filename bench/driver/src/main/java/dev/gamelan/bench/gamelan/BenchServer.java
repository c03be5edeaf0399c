package dev.gamelan.bench.gamelan;

import dev.gamelan.launcher.Database;
import dev.gamelan.launcher.Progress;
import dev.gamelan.launcher.Server;
import dev.gamelan.launcher.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server for one run of the bench: as {@code ./gamelan up} makes it, in a directory and on ports of its own. */
public final class BenchServer implements AutoCloseable {

    private final Server server;
    private final Path journal;

    private BenchServer(Server server, Path journal) {
        this.server = server;
        this.journal = journal;
    }

    /**
     * Nothing runs yet.
     *
     * @param directory the server's home is made in it
     * @param database as after {@code ./gamelan up --database}
     * @param functions the module with the bench functions
     */
    public static BenchServer in(Path directory, String database, Path functions) throws IOException {
        Path journal = directory.resolve("steps.journal");
        ServerOptions options = ServerOptions.in(directory.resolve("home"));
        Path ear =
                ExtendedEar.make(options.installation().application(), functions, directory.resolve("ear/gamelan.ear"));
        options = options.withApplication(ear)
                .withPorts(freePort(), freePort())
                .withDatabase(Database.parse(database))
                .withSetting("gamelan.bench.journal", journal.toString());
        return new BenchServer(new Server(options, new Progress(System.err)), journal);
    }

    /** Starts it, for the first time or again; returns when the application is ready. */
    public void up() {
        server.up();
    }

    public URI url() {
        return URI.create(server.options().url());
    }

    /** From the next workload on, every step is written to a file. */
    public Path createJournal() throws IOException {
        return Files.createFile(journal);
    }

    /** {@code kill -9} */
    public void kill() {
        server.kill();
    }

    /** Not gently, which would take ten seconds: what it leaves behind is deleted. */
    @Override
    public void close() {
        kill();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
