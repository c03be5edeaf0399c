package dev.gamelan.systemtests.harness;

import static org.awaitility.Awaitility.await;

import dev.gamelan.launcher.Broker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** Artemis in a process of its own, which can be killed. */
public final class ExternalBroker {

    static final String USER = "gamelan";
    static final String PASSWORD = "secret";

    private final int port = TestServer.freePort();
    private final Path data = Path.of(
            System.getProperty("gamelan.test.directory"), "broker-" + System.getProperty("gamelan.test.database"));
    private Process process;

    public ExternalBroker() {
        TestServer.delete(data);
    }

    public Broker address() {
        return Broker.parse("tcp://127.0.0.1:" + port + "?user=" + USER + "&password=" + PASSWORD);
    }

    public void start() {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BrokerMain.class.getName(),
                            Integer.toString(port),
                            data.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            data.resolveSibling(data.getFileName() + ".log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(this::answers);
    }

    private boolean answers() {
        hasSubscription("any");
        return true;
    }

    /** {@code kill -9}. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean hasSubscription(String name) {
        try (ServerLocator locator = ActiveMQClient.createServerLocator("tcp://127.0.0.1:" + port);
                ClientSessionFactory factory = locator.createSessionFactory();
                ClientSession session = factory.createSession(USER, PASSWORD, false, true, true, false, 1)) {
            return session.queueQuery(SimpleString.of(name)).isExists();
        } catch (Exception e) {
            throw new IllegalStateException("the broker on port " + port + " does not answer", e);
        }
    }
}
