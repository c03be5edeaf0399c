package dev.gamelan.systemtests.harness;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.gamelan.launcher.Broker;
import dev.gamelan.launcher.Database;
import dev.gamelan.launcher.Progress;
import dev.gamelan.launcher.Server;
import dev.gamelan.launcher.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The one server of a test suite: what {@code ./gamelan up} makes, with the EAR that ships, on ports of its own. Started once,
 * before the first test; stopped after the last.
 */
public final class TestServer {

    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;

    private static TestServer instance;

    private final TestDatabase database;
    private final GreenMail mail;
    private final SpanReceiver spans;
    private final Path shippedEar;
    private final Path extendedEar;
    private Server server;
    private ServerOptions options;

    private TestServer() {
        Path directory = Path.of(System.getProperty("gamelan.test.directory"));
        Path home = directory.resolve("server-" + System.getProperty("gamelan.test.database"));
        Path checkout = Path.of(System.getProperty("gamelan.checkout"));
        delete(home);
        database = TestDatabase.start(directory);
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        spans = new SpanReceiver(freePort());
        shippedEar = checkout.resolve("ear/target/gamelan.ear");
        extendedEar = ExtendedEar.make(
                shippedEar,
                Path.of(System.getProperty("gamelan.test.functions")),
                directory.resolve("extended-" + System.getProperty("gamelan.test.database") + "/gamelan.ear"));
        options = ServerOptions.in(home)
                .withPayara(Path.of(System.getProperty("gamelan.payara")))
                .withApplication(shippedEar)
                .withPorts(freePort(), freePort())
                .withDatabase(Database.parse(database.url()))
                // Quick enough for tests; everything else as it ships.
                .withSetting("gamelan.retry.interval", "PT0.2S")
                .withSetting("gamelan.housekeeping.interval", "PT0.5S")
                .withSetting("gamelan.commit.patience", "PT3S")
                .withSetting("gamelan.reconcile.after", "PT5S")
                .withSetting("gamelan.deployment.settles", "PT3S")
                .withSetting("gamelan.events.dedup", "PT5S")
                .withSetting("gamelan.retention.runs.failed", "P60D")
                .withSetting("gamelan.retention.function.spread", "P90D")
                .withSetting("gamelan.retention.function.ledger.completed", "forever")
                // Of those spans only that belong to a trace of their senders.
                .withSetting("otel.exporter.otlp.endpoint", spans.endpoint())
                .withSetting("otel.traces.sampler", "parentbased_always_off")
                .withSetting("otel.bsp.schedule.delay", "200")
                .withSetting(
                        "gamelan.examples.smtp", "127.0.0.1:" + mail.getSmtp().getPort());
    }

    private TestServer(TestServer first, String node) {
        Path home = first.options.home().resolveSibling("server-" + node);
        delete(home);
        DomainCopy.make(first.options.home(), home);
        database = first.database;
        mail = first.mail;
        spans = first.spans;
        shippedEar = first.shippedEar;
        extendedEar = first.extendedEar;
        ServerOptions others = ServerOptions.in(home)
                .withPayara(Path.of(System.getProperty("gamelan.payara")))
                .withApplication(first.options.installation().application())
                .withPorts(freePort(), freePort())
                .withDatabase(Database.parse(database.url()));
        for (Map.Entry<String, String> setting : first.options.settings().entrySet()) {
            others = others.withSetting(setting.getKey(), setting.getValue());
        }
        options = others.withSetting("gamelan.node", node);
    }

    static synchronized void start() {
        instance = new TestServer();
        instance.up();
    }

    static synchronized void stop() {
        if (instance != null) {
            instance.server.down();
            instance.mail.stop();
            instance.spans.close();
            instance.database.close();
        }
    }

    public static synchronized TestServer get() {
        return instance;
    }

    /** Another node of the same installation: a server of its own on the same database, with a broker of its own. */
    public TestServer another(String node) {
        TestServer other = new TestServer(this, node);
        other.up();
        return other;
    }

    /** With another setting, which takes a restart; it comes up when it is down. */
    public void set(String key, String value) {
        options = options.withSetting(key, value);
        up();
    }

    public void down() {
        server.down();
    }

    /** Stops the process in the middle of whatever it does, as a machine without CPU would. */
    public void pause() {
        signal("-STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder(
                            "kill", signal, Long.toString(server.pid().orElseThrow()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts what is not running and changes what is not as it should be. */
    public void up() {
        server = new Server(options, new Progress(System.out));
        server.up();
        if (this == instance) {
            System.setProperty("gamelan.test.admin.port", Integer.toString(options.adminPort()));
            System.setProperty("gamelan.test.admin.password", server.adminPassword());
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** How often the log, as far as it has not been rotated away, has a line with this text. */
    public long logged(String text) {
        try (Stream<String> lines = Files.lines(server.log())) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void kill() {
        server.kill();
    }

    /** Whether there is a process; whether it answers is another question. */
    public boolean isRunning() {
        return server.pid().isPresent();
    }

    public void useBroker(Broker broker) {
        options = options.withBroker(broker);
        up();
    }

    /** The EAR as it ships. */
    public void deployShipped() {
        deploy(shippedEar);
    }

    /** The EAR as it ships, with the functions of this module added. */
    public void deployExtended() {
        deploy(extendedEar);
    }

    /** The EAR as it ships, with another module added. */
    public void deployWith(FunctionModule module) {
        deployWith(module.jar());
    }

    /** The EAR as it ships, with another module added. */
    public void deployWith(Path module) {
        deploy(ExtendedEar.make(shippedEar, module, module.resolveSibling("gamelan.ear")));
    }

    private void deploy(Path ear) {
        options = options.withApplication(ear);
        up();
    }

    /** Leaves the server without an application, for one that deploys by other means. */
    void undeploy() {
        String account = "admin:" + server.adminPassword();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + options.adminPort()
                        + "/management/domain/applications/application/gamelan"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8)))
                .header("X-Requested-By", "gamelan")
                .header("Accept", "application/json")
                .DELETE()
                .build();
        try {
            int status = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("undeploying was answered with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Path shippedEar() {
        return shippedEar;
    }

    public Api api() {
        return new Api(options.url());
    }

    public GreenMail mail() {
        return mail;
    }

    /** To which the server sends spans. */
    public SpanReceiver spans() {
        return spans;
    }

    public TestDatabase database() {
        return database;
    }

    public ServerOptions options() {
        return options;
    }

    /**
     * A port that stays free while its server is down: not one of those that the system gives to whoever opens a connection.
     */
    static int freePort() {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST_PORT + " and " + LAST_PORT);
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
