package dev.gamelan.bench.history;

import dev.gamelan.bench.measure.Latencies;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.workload.Keys;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** H4: how many rows a second are deleted while events come in, and what these have to wait for it. */
final class RetentionRate {

    private static final int QUIET_SECONDS = 10;
    private static final int LIMIT_SECONDS = 120;

    private final Subject subject;
    private final HistoryDatabase database;
    private final SteadyIngest ingest;

    RetentionRate(Subject subject, Keys keys, HistoryDatabase database) {
        this.subject = subject;
        this.database = database;
        this.ingest = new SteadyIngest(subject, keys);
    }

    /** Without deletion before it and after it, and with it in between, until everything old is gone. */
    Measurement measure() throws Exception {
        Latencies quiet = new Latencies();
        Latencies busy = new Latencies();
        ingest.run(new Latencies(), until(3));
        ingest.run(quiet, until(QUIET_SECONDS));
        database.beginRetention();
        ingest.run(new Latencies(), () -> !pass().hasBegun());
        BooleanSupplier inTime = until(LIMIT_SECONDS);
        ingest.run(busy, () -> !pass().hasEnded() && inTime.getAsBoolean());
        HistoryDatabase.Pass pass = pass();
        ingest.run(quiet, until(QUIET_SECONDS));
        database.deleteSubmitted();
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("rows deleted/s", pass.rows() / pass.seconds());
        figures.put("ingest p50 ms without", quiet.millisAt(50));
        figures.put("ingest p50 ms meanwhile", busy.millisAt(50));
        figures.put("ingest p99 ms without", quiet.millisAt(99));
        figures.put("ingest p99 ms meanwhile", busy.millisAt(99));
        figures.put("ingest p99, meanwhile to without", busy.millisAt(99) / quiet.millisAt(99));
        String note = pass.hasEnded() ? "" : "deletion was not complete after " + LIMIT_SECONDS + " s";
        return new Measurement(subject.name(), "H4", pass.rows(), figures, ingest.refused(), note);
    }

    private static BooleanSupplier until(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        return () -> System.nanoTime() < end;
    }

    private HistoryDatabase.Pass pass() {
        try {
            return database.pass();
        } catch (SQLException e) {
            throw new IllegalStateException("how far deletion has come cannot be read", e);
        }
    }
}
