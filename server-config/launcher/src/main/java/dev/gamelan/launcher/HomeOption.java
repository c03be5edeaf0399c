package dev.gamelan.launcher;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Shared by all commands: which server is meant. */
public final class HomeOption {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Directory of domain, data and passwords. Default: $GAMELAN_HOME, else .gamelan")
    private Path home;

    Path path() {
        return (home == null ? Main.defaultHome() : home).toAbsolutePath().normalize();
    }

    Server server(Map<String, String> flags) {
        return server(flags, Installation.ofCheckout());
    }

    Server server(Map<String, String> flags, Installation installation) {
        Map<String, String> entries = Choices.merge(flags, System.getenv(), PropertiesFile.read(Choices.file(path())));
        return new Server(ServerOptions.of(path(), installation, entries), new Progress(System.out));
    }

    /** Where the server that was last started from here is to be reached. */
    public String url() {
        return remembered().options().url();
    }

    /** The server as it was last started; the environment of this shell says nothing about it. */
    Server remembered() {
        Map<String, String> entries = PropertiesFile.read(Choices.file(path()));
        return new Server(ServerOptions.of(path(), Installation.ofCheckout(), entries), new Progress(System.out));
    }
}
