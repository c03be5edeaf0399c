package dev.gamelan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** One Payara Server with Gamelan in it. What is said of {@code ./gamelan} holds here: {@code up} may be called again. */
public final class Server {

    /** For a server that has been running for longer than we know. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A process that was killed is gone a little earlier than its sockets are closed. */
    private static final Duration UNTIL_SOCKETS_ARE_CLOSED = Duration.ofSeconds(10);

    private static final long DISK_SPACE = 1L << 30;

    private final ServerOptions options;
    private final Progress progress;
    private final Domain domain;
    private final Asadmin asadmin;
    private final ServerControl control;

    public Server(ServerOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
        this.domain = new Domain(options.home());
        this.asadmin = new Asadmin(options.installation().asadmin(), options.home());
        this.control = new ServerControl(options, domain, asadmin, progress);
    }

    /** Creates, configures and starts what is not there yet, and returns when the application is ready. */
    public void up() {
        options.installation().requireComplete();
        PrivateFile.createDirectory(options.home());
        HomeLock.whileHeld(options.home(), this::comeUp);
    }

    /** Stops it gently, and if that takes too long, by force. */
    public void down() {
        if (!Files.isDirectory(options.home())) {
            progress.step("Nothing is running: there is no " + options.home());
            return;
        }
        HomeLock.whileHeld(options.home(), () -> {
            if (process().isPresent()) {
                control.stop();
            } else {
                progress.step("Nothing is running in " + options.home());
            }
        });
    }

    /** As a crash of the machine's process would end it: {@code kill -9}. */
    public void kill() {
        process().ifPresent(ServerProcess::kill);
    }

    /** Deploys another application into the running server, and returns when it is ready. */
    public void deploy(Path ear) {
        new Server(options.withApplication(ear), progress).up();
    }

    public OptionalLong pid() {
        return process().map(process -> OptionalLong.of(process.pid())).orElse(OptionalLong.empty());
    }

    /** What the application answers; not ready when nothing is running. */
    public Readiness readiness() {
        return process().isPresent() ? Readiness.ask(options.url()) : new Readiness(false, "not running");
    }

    public ServerOptions options() {
        return options;
    }

    /** Of the user admin, for whoever deploys by other means. */
    public String adminPassword() {
        return AdminAccount.read(domain.accountFile()).password();
    }

    /** The log file of the server. */
    public Path log() {
        return domain.log().file();
    }

    Optional<ServerProcess> process() {
        return ServerProcess.find(domain.directory());
    }

    private void comeUp() {
        requireDiskSpace();
        if (process().isEmpty()) {
            requirePorts();
        }
        if (!domain.exists()) {
            progress.step("Creating the domain (keys and passwords of its own; takes a while, once)");
            domain.create(asadmin);
        }
        Plan plan = new Plan(options, domain.state());
        if (plan.settingsDiffer()) {
            configure(plan);
        }
        long position = domain.log().length();
        boolean wasRunning = process().isPresent();
        if (wasRunning) {
            progress.step(
                    "The server is running, process " + process().orElseThrow().pid());
        } else {
            // What is deployed is loaded, unless it would only be replaced.
            control.loadApplication(!plan.deploysApplication());
            control.start();
        }
        provision(plan);
        if (plan.hasApplication()) {
            if (wasRunning && !becomesReady(position, PATIENCE)) {
                progress.step("The application does not get ready: starting the server again");
                control.stop();
                position = domain.log().length();
                control.start();
            }
            awaitReady(position);
        }
        Choices.remember(options);
    }

    private void configure(Plan plan) {
        if (process().isPresent()) {
            progress.step("Settings have changed, the server has to be restarted");
            control.stop();
            requirePorts();
        }
        progress.step("Writing the settings");
        AdminAccount account = AdminAccount.read(domain.accountFile());
        PasswordAliases.store(domain.directory(), account.masterPassword(), plan.aliases());
        plan.configure(new Configuration(domain.directory()));
        domain.remember(plan.settingsDone());
    }

    private void provision(Plan plan) {
        List<List<String>> commands = plan.commands(new Configuration(domain.directory()));
        if (commands.isEmpty()) {
            return;
        }
        if (plan.deploysApplication()) {
            progress.step("Deploying " + options.installation().application());
        } else {
            progress.step("Setting up resources");
        }
        long position = domain.log().length();
        try {
            asadmin.runAll(Duration.ofMinutes(5), connection(), commands);
        } catch (LauncherException e) {
            throw domain.log().failure(e.getMessage(), position);
        }
        domain.remember(plan.allDone());
    }

    private void awaitReady(long position) {
        progress.step("Waiting for the application");
        if (!becomesReady(position, ServerControl.START_LIMIT)) {
            String why = process().isEmpty()
                    ? "The server has ended"
                    : "The application is not ready: " + readiness().explanation();
            throw domain.log().failure(why, position);
        }
        progress.step("Ready");
    }

    /** @param position where the log was before the application was started: an end that is certain is not waited for */
    private boolean becomesReady(long position, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!readiness().ready()) {
            boolean failed = process().isEmpty() || domain.log().saysApplicationFailed(position);
            if (failed || System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    private List<String> connection() {
        return List.of(
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(options.adminPort()),
                "--user",
                AdminAccount.USER,
                "--passwordfile",
                domain.accountFile().toString());
    }

    private void requirePorts() {
        Duration patience = ServerProcess.wasKilled(domain.directory()) ? UNTIL_SOCKETS_ARE_CLOSED : Duration.ZERO;
        Ports.requireFree(options.listen(), options.port(), "--port", patience);
        Ports.requireFree("127.0.0.1", options.adminPort(), "--admin-port", patience);
    }

    private void requireDiskSpace() {
        try {
            long free = Files.getFileStore(options.home()).getUsableSpace();
            if (free < DISK_SPACE) {
                throw new LauncherException("Only " + (free >> 20) + " MiB are free on the disk of " + options.home()
                        + "; 1024 MiB are needed. Make room, or choose another directory with --home DIR");
            }
        } catch (IOException e) {
            throw new LauncherException("Cannot find out the free space of " + options.home() + ": " + e, e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for the application", e);
        }
    }
}
