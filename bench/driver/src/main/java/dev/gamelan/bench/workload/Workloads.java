package dev.gamelan.bench.workload;

import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.subject.Subject;
import dev.gamelan.bench.subject.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** All workloads but the crash, by their names and in the order in which they run. */
public final class Workloads {

    private record Entry(Work work, Workload workload) {}

    private static final Map<String, Entry> ALL = new LinkedHashMap<>();

    static {
        // W9 and W1 come last: what they store is left over.
        ALL.put("W2", new Entry(Work.ONE, new Throughput("W2", Work.ONE, 1, Sizes::oneStep)));
        ALL.put("W3", new Entry(Work.FIVE, new Throughput("W3", Work.FIVE, 1, Sizes::fiveStep)));
        ALL.put("W4", new Entry(Work.FIVE, new Latency()));
        ALL.put("W5", new Entry(Work.FAN, new Throughput("W5", Work.FAN, 10, Sizes::fanEvents)));
        ALL.put("W6", new Entry(Work.SLEEP, new Sleepers()));
        ALL.put("W8", new Entry(Work.LONG, new LongRuns()));
        ALL.put("W9", new Entry(Work.ONE, new History(new Throughput("W9", Work.ONE, 1, Sizes::oneStep))));
        ALL.put("W1", new Entry(Work.SUBMIT, new Submissions()));
    }

    private Workloads() {}

    /** A workload that fails is reported as one that failed; the others run all the same. */
    public static void run(Subject subject, Set<String> wanted, Keys keys, Sizes sizes, Consumer<Measurement> results) {
        ALL.forEach((name, entry) -> {
            if (wanted.contains(name) && subject.supports(entry.work())) {
                measure(subject, name, entry.workload(), keys, sizes).forEach(results);
            }
        });
    }

    private static List<Measurement> measure(Subject subject, String name, Workload workload, Keys keys, Sizes sizes) {
        try {
            return new ArrayList<>(workload.run(subject, keys, sizes));
        } catch (Exception e) {
            return List.of(new Measurement(subject.name(), name, 0, Map.of(), 0, "failed: " + e));
        }
    }
}
