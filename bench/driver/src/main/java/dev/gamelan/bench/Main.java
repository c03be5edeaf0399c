package dev.gamelan.bench;

import dev.gamelan.bench.history.HistoryWorkloads;
import dev.gamelan.bench.measure.Machine;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.workload.Sizes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures Gamelan and its peers, one after the other, and writes a report. */
@Command(name = "bench/run", description = "Measures Gamelan and its peers", mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {

    private static final List<String> PEERS = List.of("dbos", "db-scheduler", "jobrunr");

    private static final Set<String> USUAL = Set.of("W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9");

    /** Fewer hold nothing that is rare. */
    private static final int FEWEST_ROWS = 20_000;

    enum Databases {
        h2,
        postgresql,
        both
    }

    @Option(names = "--database", description = "h2, postgresql or both (default)")
    private Databases database = Databases.both;

    @Spec
    private CommandSpec spec;

    @Option(names = "--workloads", split = ",", description = "Of W1 to W9, which is the default, and H1 to H4")
    private Set<String> workloads = new TreeSet<>(USUAL);

    @Option(names = "--rows", description = "Of H1 to H4: how many runs are stored; default: ${DEFAULT-VALUE}")
    private int rows = 1_000_000;

    @Option(
            names = "--peers",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Measure the peers too (default)")
    private boolean peers = true;

    @Option(names = "--peer", split = ",", description = "Only these of dbos, db-scheduler, jobrunr")
    private List<String> chosenPeers = PEERS;

    @Option(
            names = "--gamelan",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Measure Gamelan (default)")
    private boolean gamelan = true;

    @Option(names = "--quick", description = "Little of everything: does it work, not how quick is it")
    private boolean quick;

    @Option(names = "--scale", description = "So many times the usual size")
    private double scale = 1;

    @Option(names = "--url", description = "A server that is running and has the bench functions; no W7")
    private URI url;

    @Option(names = "--database-pid", description = "With --url: process of its PostgreSQL, for the CPU")
    private List<Long> databaseProcesses = List.of();

    @Option(names = "--checkout", hidden = true, required = true)
    private Path checkout;

    @Option(names = "--commit", hidden = true, required = true)
    private String commit;

    @Option(names = "--versions", hidden = true, split = ",")
    private Map<String, String> versions = new LinkedHashMap<>();

    private final List<Measurement> measurements = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        requireKnownWorkloads();
        LocalDateTime begin = LocalDateTime.now(ZoneOffset.UTC);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("commit", commit);
        facts.put("time", begin.withNano(0) + " UTC");
        facts.putAll(Machine.describe());
        facts.putAll(versions);
        Path results = Files.createDirectories(checkout.resolve("bench/results"));
        Sizes sizes = (quick ? Sizes.QUICK : Sizes.FULL).times(scale);
        try (Stage stage = new Stage(checkout, results.resolve("last.log"), workloads, sizes, this::report)) {
            if (gamelan && workloads.stream().anyMatch(HistoryWorkloads.NAMES::contains)) {
                attempt("Gamelan on PostgreSQL", () -> stage.measureHistory(rows));
            }
            if (Collections.disjoint(workloads, USUAL)) {
                peers = false;
            } else if (url != null) {
                attempt("Gamelan", () -> stage.measureRunning(url, databaseProcesses));
            } else if (gamelan) {
                if (database != Databases.h2) {
                    attempt("Gamelan on PostgreSQL", stage::measureOnPostgres);
                }
                if (database != Databases.postgresql) {
                    attempt("Gamelan on H2", stage::measureOnH2);
                }
            }
            if (peers) {
                for (String peer : chosenPeers) {
                    attempt(peer, () -> stage.measurePeer(peer));
                }
            }
            facts.putAll(stage.facts());
        }
        write(results, begin, new Report(facts, measurements));
        return measurements.stream().anyMatch(measurement -> measurement.note().startsWith("failed")) ? 1 : 0;
    }

    private void requireKnownWorkloads() {
        for (String workload : workloads) {
            if (!USUAL.contains(workload) && !HistoryWorkloads.NAMES.contains(workload)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--workloads: there is no " + workload + "; there are W1 to W9 and H1 to H4");
            }
        }
        if (url != null && workloads.stream().anyMatch(HistoryWorkloads.NAMES::contains)) {
            throw new ParameterException(
                    spec.commandLine(), "--url: H1 to H4 need a database of their own; leave them out, or the address");
        }
        if (rows < FEWEST_ROWS) {
            throw new ParameterException(
                    spec.commandLine(), "--rows is " + rows + "; give " + FEWEST_ROWS + " or more");
        }
    }

    private interface Part {
        void measure() throws Exception;
    }

    /** What was measured before is not lost. */
    private void attempt(String subject, Part part) {
        try {
            part.measure();
        } catch (Exception e) {
            report(new Measurement(subject, "all", 0, Map.of(), 0, "failed: " + e));
        }
    }

    private void report(Measurement measurement) {
        measurements.add(measurement);
        System.err.println(measurement.toJson());
    }

    private void write(Path results, LocalDateTime begin, Report report) throws IOException {
        String name = commit + "-" + begin.format(DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss"));
        Files.writeString(results.resolve(name + ".json"), report.toJson() + "\n");
        Files.writeString(results.resolve(name + ".md"), report.toMarkdown());
        System.out.println(report.toMarkdown());
        System.out.println("Written to " + results.resolve(name + ".json") + " and .md");
    }
}
