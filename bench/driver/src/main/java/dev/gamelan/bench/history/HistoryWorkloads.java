package dev.gamelan.bench.history;

import dev.gamelan.bench.gamelan.Gamelan;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import dev.gamelan.bench.workload.ClosedLoop;
import dev.gamelan.bench.workload.Keys;
import dev.gamelan.bench.workload.Sizes;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** H1 to H4: a server with so many events and runs stored. */
public final class HistoryWorkloads {

    public static final List<String> NAMES = List.of("H1", "H2", "H3", "H4");

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int SAMPLE = 2_000;
    private static final int SLEEPERS = 1_000;
    private static final int PAGES_SECONDS = 80;

    private final Gamelan subject;
    private final URI server;
    private final Set<String> wanted;
    private final Sizes sizes;
    private final int rows;
    private final Consumer<Measurement> results;
    private final Keys keys = new Keys();
    private final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant begin = end.minus(KEPT).plus(6, ChronoUnit.HOURS);

    /**
     * @param subject on PostgreSQL, with nothing stored
     * @param wanted of {@link #NAMES}; others are none of its business
     * @param rows how many runs, and as many events that have started them
     */
    public HistoryWorkloads(
            Gamelan subject, URI server, Set<String> wanted, Sizes sizes, int rows, Consumer<Measurement> results) {
        this.subject = subject;
        this.server = server;
        this.wanted = wanted;
        this.sizes = sizes;
        this.rows = rows;
        this.results = results;
    }

    public void run(String jdbcUrl) throws Exception {
        try (HistoryDatabase database = new HistoryDatabase(jdbcUrl)) {
            database.postponeRetention();
            IngestRates ingest = new IngestRates(subject, keys, database, Math.max(5_000, Math.min(50_000, rows / 20)));
            if (wanted.contains("H2") || wanted.contains("H4")) {
                ingest.warmUp(sizes);
            }
            if (wanted.contains("H2")) {
                say("ingest into empty tables");
                ingest.measureEmpty();
            }
            fill(database);
            if (wanted.contains("H1")) {
                say("pages");
                List<ListPage> pages = ListPages.of(end, database.mostFrequentError());
                new PageTimes(subject.name(), pages, database.sample(SAMPLE, rows))
                        .measure(server, PAGES_SECONDS)
                        .forEach(results);
            }
            if (wanted.contains("H3")) {
                say("exports");
                new ExportRates(subject.name(), server)
                        .measure(fromForRows(rows / 20))
                        .forEach(results);
            }
            if (wanted.contains("H2")) {
                say("ingest into full tables");
                ingest.measureFull();
            }
            if (wanted.contains("H4")) {
                say("retention");
                results.accept(new RetentionRate(subject, keys, database).measure());
            }
            if (wanted.contains("H2")) {
                say("ingest into empty tables");
                ingest.measureEmpty();
                results.accept(ingest.measurement());
            }
        }
    }

    private void fill(HistoryDatabase database) throws Exception {
        long start = System.nanoTime();
        if (wanted.contains("H4")) {
            int old = Math.min(100_000, rows / 25);
            say("storing " + old + " runs that are old enough to be deleted");
            Instant earliest = end.minus(KEPT.plusDays(10));
            database.fill(new HistoryDatabase.Stretch(earliest, end.minus(KEPT.plusHours(1)), rows, old));
        }
        say("storing " + rows + " runs");
        database.fill(new HistoryDatabase.Stretch(begin, end.minusSeconds(10), 0, rows));
        fallAsleep();
        database.settle();
        say("stored in " + (System.nanoTime() - start) / 1_000_000_000 + " s, " + size(database));
    }

    /** So that some runs live. */
    private void fallAsleep() throws Exception {
        int base = keys.take(SLEEPERS);
        subject.begin(base, SLEEPERS);
        long due = end.plus(KEPT).toEpochMilli();
        ClosedLoop.submit(subject, SLEEPERS, 100, i -> new Task(Work.SLEEP, base + i, due));
    }

    /** From when on there are so many runs. */
    private Instant fromForRows(int count) {
        return end.minusMillis(
                (long) (Duration.between(begin, end).toMillis() * (double) Math.min(count, rows) / rows));
    }

    private static String size(HistoryDatabase database) throws SQLException {
        return database.bytes() / 1_000_000 + " MB";
    }

    private void say(String what) {
        System.err.println(subject.name() + ": " + what);
    }
}
