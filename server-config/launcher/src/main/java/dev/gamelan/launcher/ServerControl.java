package dev.gamelan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the server's process and stops it. */
final class ServerControl {

    static final Duration START_LIMIT = Duration.ofMinutes(3);

    /** The application gives what is going on 25 s to end. */
    private static final Duration APPLICATION_STOP_LIMIT = Duration.ofSeconds(40);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final ServerOptions options;
    private final Domain domain;
    private final Asadmin asadmin;
    private final Progress progress;

    ServerControl(ServerOptions options, Domain domain, Asadmin asadmin, Progress progress) {
        this.options = options;
        this.domain = domain;
        this.asadmin = asadmin;
        this.progress = progress;
    }

    /** Returns when the server can be administered, which is before its applications are loaded. */
    void start() {
        progress.step("Starting the server: Java " + Runtime.version().feature() + ", "
                + options.database().describe() + ", " + options.broker().describe());
        createDataDirectories();
        long position = domain.log().length();
        Path output = options.home().resolve("start.out");
        try {
            Process start = asadmin.start(
                    List.of(
                            "--passwordfile",
                            domain.accountFile().toString(),
                            "start-domain",
                            "--domaindir",
                            domain.parent().toString(),
                            Domain.NAME),
                    Map.of(),
                    output);
            if (!start.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS) || start.exitValue() != 0) {
                start.destroyForcibly();
                throw domain.log()
                        .failure(
                                "The server did not start:\n"
                                        + Files.readString(output).strip(),
                                position);
            }
        } catch (IOException e) {
            throw new LauncherException("Cannot start the server: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while starting the server", e);
        }
    }

    /** Gently, and if that takes too long, by force. */
    void stop() {
        ServerProcess process = ServerProcess.find(domain.directory()).orElseThrow();
        progress.step("Stopping process " + process.pid());
        stopApplication();
        try {
            asadmin.run(
                    STOP_LIMIT,
                    List.of(
                            "--user",
                            AdminAccount.USER,
                            "--passwordfile",
                            domain.accountFile().toString(),
                            // The port is read from the domain: it may be another than the one wanted now.
                            "stop-domain",
                            "--domaindir",
                            domain.parent().toString(),
                            Domain.NAME));
        } catch (LauncherException e) {
            progress.step("The server does not answer");
        }
        if (process.awaitExit(Duration.ofSeconds(5))) {
            progress.step("Stopped");
        } else {
            process.kill();
            progress.step("Process " + process.pid() + " did not stop within "
                    + APPLICATION_STOP_LIMIT.plus(STOP_LIMIT).toSeconds()
                    + " s and was killed; nothing that was accepted is lost");
        }
        loadApplication(true);
    }

    /**
     * Before the server, which takes transactions away before it stops its applications: what is going on could end, but
     * nothing of it could be stored any more.
     */
    private void stopApplication() {
        Configuration configuration = new Configuration(domain.directory());
        if (!configuration.hasApplication(Domain.NAME)) {
            return;
        }
        try {
            asadmin.run(
                    APPLICATION_STOP_LIMIT,
                    List.of(
                            "--host",
                            "127.0.0.1",
                            "--port",
                            configuration.adminPort(),
                            "--user",
                            AdminAccount.USER,
                            "--passwordfile",
                            domain.accountFile().toString(),
                            "disable",
                            Domain.NAME));
        } catch (LauncherException e) {
            progress.step("The application does not stop");
        }
    }

    /** Whether the next start loads the application; only while the server is down. */
    void loadApplication(boolean loaded) {
        Configuration configuration = new Configuration(domain.directory());
        configuration.enableApplication(Domain.NAME, loaded);
        configuration.write();
    }

    private void createDataDirectories() {
        PrivateFile.createDirectory(options.home().resolve("data"));
        PrivateFile.createDirectory(options.home().resolve("data/h2"));
        PrivateFile.createDirectory(options.home().resolve("data/artemis"));
    }
}
