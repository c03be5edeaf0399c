package dev.gamelan.bench.history;

import dev.gamelan.bench.measure.Cpu;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Task;
import dev.gamelan.bench.subject.Work;
import dev.gamelan.bench.workload.ClosedLoop;
import dev.gamelan.bench.workload.Keys;
import dev.gamelan.bench.workload.Sizes;
import dev.gamelan.bench.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * H2: events that are acknowledged in a second, 100 in a request, with empty tables and with full ones. A function subscribes to them; what
 * it starts is due in six hours. The empty tables are measured before and after the full ones, so that a machine that becomes slower
 * is not taken for slow tables.
 */
final class IngestRates {

    private static final int PER_REQUEST = 100;
    private static final int ROUNDS = 5;

    private final Subject subject;
    private final Keys keys;
    private final HistoryDatabase database;
    private final int events;
    private final List<Rate> empty = new ArrayList<>();
    private final List<Rate> full = new ArrayList<>();
    private long refused;

    private record Rate(double perSecond, double cpuMicros) {}

    /** @param events in each round */
    IngestRates(Subject subject, Keys keys, HistoryDatabase database, int events) {
        this.subject = subject;
        this.keys = keys;
        this.database = database;
        this.events = events;
    }

    void warmUp(Sizes sizes) throws Exception {
        Workload.warmUp(subject, sizes, () -> {
            round();
            database.deleteSubmitted();
        });
    }

    /** Leaves nothing stored. */
    void measureEmpty() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            database.awaitAdmission();
            database.empty();
            empty.add(round());
        }
        database.awaitAdmission();
        database.empty();
    }

    void measureFull() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            full.add(round());
            database.deleteSubmitted();
        }
    }

    private Rate round() throws Exception {
        int base = keys.take(events);
        Cpu cpu = Cpu.of(subject.processes());
        ClosedLoop.Outcome outcome =
                ClosedLoop.submit(subject, events, PER_REQUEST, i -> Task.of(Work.SUBMIT, base + i));
        refused += outcome.refused();
        return new Rate(outcome.perSecond(), cpu.microsPer(outcome.accepted()));
    }

    Measurement measurement() {
        Map<String, Double> figures = new LinkedHashMap<>();
        double emptyRate = Median.of(empty, Rate::perSecond);
        double fullRate = Median.of(full, Rate::perSecond);
        figures.put("events/s, empty tables", emptyRate);
        figures.put("events/s, full tables", fullRate);
        figures.put("full to empty, events/s", fullRate / emptyRate);
        figures.put("CPU µs each, empty tables", Median.of(empty, Rate::cpuMicros));
        figures.put("CPU µs each, full tables", Median.of(full, Rate::cpuMicros));
        return new Measurement(subject.name(), "H2", (long) events * ROUNDS, figures, refused, "");
    }
}
