package dev.gamelan.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description =
                "Starts the server, creating what is not there. What is given here is remembered for the next time.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "h2 (default), or postgresql://USER:PASSWORD@HOST:PORT/DATABASE")
    private String database;

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "embedded (default), or \"tcp://HOST:PORT?user=USER&password=PASSWORD\"")
    private String broker;

    @Option(names = "--port", paramLabel = "PORT", description = "Of the API and the dashboard. Default: 8288")
    private String port;

    @Option(names = "--admin-port", paramLabel = "PORT", description = "Of the admin console. Default: 4848")
    private String adminPort;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Address of the API and the dashboard. Default: 127.0.0.1")
    private String listen;

    @Option(names = "--heap", paramLabel = "SIZE", description = "Memory of the server. Default: 1g")
    private String heap;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting gamelan.… or otel.…, for example gamelan.x=y; an empty value removes it. Repeatable.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(names = "--ear", paramLabel = "FILE", description = "The application. Default: ear/target/gamelan.ear")
    private Path ear;

    @Override
    public Integer call() {
        Installation built = Installation.ofCheckout();
        Installation installation = ear == null ? built : built.withApplication(ear.toAbsolutePath());
        if (!Files.isRegularFile(installation.application())) {
            throw new LauncherException("There is no application " + installation.application());
        }
        Server server = home.server(flags(), installation);
        boolean first = !new Domain(server.options().home()).exists();
        server.up();
        announce(server, first);
        return 0;
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new TreeMap<>(settings);
        putIfGiven(flags, ServerOptions.DATABASE, database);
        putIfGiven(flags, ServerOptions.BROKER, broker);
        putIfGiven(flags, ServerOptions.PORT, port);
        putIfGiven(flags, ServerOptions.ADMIN_PORT, adminPort);
        putIfGiven(flags, ServerOptions.LISTEN, listen);
        putIfGiven(flags, ServerOptions.HEAP, heap);
        return flags;
    }

    private static void putIfGiven(Map<String, String> flags, String key, String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }

    private static void announce(Server server, boolean first) {
        ServerOptions options = server.options();
        Path passwords = new Domain(options.home()).accountFile();
        String url = options.url().replace("127.0.0.1", "localhost");
        System.out.println();
        System.out.println("  Dashboard, API      " + url);
        System.out.println("  Admin console       http://localhost:" + options.adminPort() + "   user "
                + AdminAccount.USER + ", password "
                + (first
                        ? AdminAccount.read(passwords).password() + " (kept in " + passwords + ")"
                        : "in " + passwords));
        System.out.println("  Log                 " + server.log());
        if (options.database() instanceof Database.H2) {
            System.out.println("  Database            H2: survives a crash of the server, not a power failure;"
                    + " for that use --database postgresql://…");
        }
        if (!options.isLoopback()) {
            System.out.println("  Warning             reachable from other machines at " + options.listen());
        }
        System.out.println();
        System.out.println("  Try:   curl " + url + "/api/hello");
        System.out.println("  Stop:  ./gamelan down");
    }
}
