package dev.gamelan.bench;

import dev.gamelan.bench.gamelan.BenchServer;
import dev.gamelan.bench.gamelan.Gamelan;
import dev.gamelan.bench.history.HistoryWorkloads;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.measure.Postgres;
import dev.gamelan.bench.workload.Crash;
import dev.gamelan.bench.workload.Keys;
import dev.gamelan.bench.workload.Sizes;
import dev.gamelan.bench.workload.Workloads;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Puts up what is measured, one at a time, and takes everything down again, also when it is interrupted. */
final class Stage implements AutoCloseable {

    private final Path checkout;
    private final Path log;
    private final Set<String> workloads;
    private final Sizes sizes;
    private final Consumer<Measurement> results;
    private final Path directory;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Thread hook = new Thread(this::takeDown);
    private final Map<String, String> facts = new TreeMap<>();
    private Postgres postgres;

    Stage(Path checkout, Path log, Set<String> workloads, Sizes sizes, Consumer<Measurement> results)
            throws IOException {
        this.checkout = checkout;
        this.log = log;
        this.workloads = workloads;
        this.sizes = sizes;
        this.results = results;
        this.directory = Files.createTempDirectory("gamelan-bench-");
        Files.deleteIfExists(log);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Map<String, String> facts() {
        return facts;
    }

    /** Somebody else's server is neither configured nor killed. */
    void measureRunning(URI url, List<Long> databaseProcesses) {
        try (Gamelan subject = new Gamelan("Gamelan at " + url, url, databaseProcesses)) {
            Workloads.run(subject, workloads, new Keys(), sizes, results);
        }
    }

    void measureOnH2() throws Exception {
        measure("Gamelan on H2", "h2", List.of());
    }

    void measureOnPostgres() throws Exception {
        postgres().create("gamelan");
        measure(
                "Gamelan on PostgreSQL",
                postgres().url("gamelan"),
                List.of(postgres().pid()));
    }

    /** On a database of its own, which is filled. */
    void measureHistory(int rows) throws Exception {
        String database = "history";
        postgres().create(database);
        withServer(
                "Gamelan on PostgreSQL",
                postgres().url(database),
                List.of(postgres().pid()),
                (server, subject) -> new HistoryWorkloads(subject, server.url(), workloads, sizes, rows, results)
                        .run(postgres().jdbcUrl(database)));
    }

    /** In a process of its own, with a database of its own on the same server. */
    void measurePeer(String peer) throws Exception {
        String database = peer.replace("-", "");
        postgres().create(database);
        postgres().settle();
        PeerProcess process = new PeerProcess(peerClassPath(), results);
        process.run(log, peerArguments(peer, database, "all", String.join(",", workloads)));
        if (workloads.contains("W7")) {
            String crashed = database + "_crash";
            postgres().create(crashed);
            Path journal = Files.createFile(directory.resolve(crashed + ".journal"));
            for (String phase : List.of("crash", "recovery")) {
                process.run(log, peerArguments(peer, crashed, phase, journal.toString()));
            }
        }
    }

    private List<String> peerArguments(String peer, String database, String phase, String last) throws IOException {
        Sizes share = sizes.forPeers();
        return List.of(peer, postgres.jdbcUrl(database), Long.toString(postgres.pid()), share.toText(), phase, last);
    }

    private void measure(String name, String database, List<Long> databaseProcesses) throws Exception {
        Keys keys = new Keys();
        withServer(name, database, databaseProcesses, (server, subject) -> {
            Workloads.run(subject, workloads, keys, sizes, results);
            if (workloads.contains("W7")) {
                results.accept(crash(name, server, keys, databaseProcesses));
            }
        });
    }

    private interface Part {
        void measure(BenchServer server, Gamelan subject) throws Exception;
    }

    private void withServer(String name, String database, List<Long> databaseProcesses, Part part) throws Exception {
        Path home = Files.createTempDirectory(directory, "server-");
        Path functions = checkout.resolve("bench/functions/target/bench-functions.war");
        BenchServer server = BenchServer.in(home, database, functions);
        running.push(server);
        try (Gamelan subject = new Gamelan(name, server.url(), databaseProcesses)) {
            server.up();
            subject.awaitFunctions();
            part.measure(server, subject);
        } finally {
            running.remove(server);
            server.close();
        }
    }

    private Measurement crash(String name, BenchServer server, Keys keys, List<Long> databaseProcesses)
            throws Exception {
        Path journal = server.createJournal();
        Crash crash;
        try (Gamelan subject = new Gamelan(name, server.url(), databaseProcesses)) {
            crash = Crash.prepare(subject, keys, sizes.inFlight());
        }
        server.kill();
        long restart = System.nanoTime();
        server.up();
        long ready = System.nanoTime();
        try (Gamelan subject = new Gamelan(name, server.url(), databaseProcesses)) {
            subject.awaitFunctions();
            return crash.recover(subject, restart, ready, journal);
        }
    }

    private Postgres postgres() throws Exception {
        if (postgres == null) {
            postgres = Postgres.start(directory);
            running.addLast(postgres);
            facts.put("PostgreSQL", postgres.version());
        }
        return postgres;
    }

    /** The driver's own, and the libraries of the peers. */
    private String peerClassPath() throws IOException {
        Path target = checkout.resolve("bench/peers/target");
        List<String> jars = new ArrayList<>();
        jars.add(target.resolve("bench-peers.jar").toString());
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            libraries.sorted().map(Path::toString).forEach(jars::add);
        }
        return String.join(File.pathSeparator, jars);
    }

    @Override
    public void close() {
        takeDown();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private synchronized void takeDown() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("Could not be stopped: " + e);
            }
        }
        delete(directory);
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Not everything in " + directory + " could be deleted: " + e);
        }
    }
}
