package dev.gamelan.execution;

import dev.gamelan.catalog.Functions;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.metrics.Meter;
import dev.gamelan.metrics.Meters;
import dev.gamelan.metrics.Samples;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs that are not over, for {@code /metrics}: how many there are, and how many of them nobody works on although they are
 * due. Of the functions of this server, and of all that have such runs: those of a function that was removed are never
 * claimed, and somebody should see that.
 */
@ApplicationScoped
class LiveRuns {

    private static final List<RunStatus> STATUSES = Arrays.stream(RunStatus.values())
            .filter(status -> !status.isTerminal())
            .toList();

    @EJB
    private RunWork work;

    @EJB
    private Functions functions;

    @Inject
    private Samples samples;

    @Inject
    private Meters meters;

    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private Samples.Watch<Map<Kind, Long>> live;
    private Samples.Watch<Map<String, Due>> backlog;

    /** Runs of one function in one status. */
    record Kind(String functionId, RunStatus status) {}

    /**
     * What is due of one function.
     *
     * @param count how many runs
     * @param oldestSeconds for how long the longest due has been
     */
    record Due(long count, double oldestSeconds) {

        static final Due NOTHING = new Due(0, 0);

        /** @param oldest null when there is none */
        static Due of(long count, Instant oldest, Instant now) {
            return oldest == null
                    ? NOTHING
                    : new Due(count, Duration.between(oldest, now).toNanos() / 1e9);
        }
    }

    void watch() {
        live = samples.watch("live-runs", this::readLive, Map.of());
        backlog = samples.watch("backlog", this::readBacklog, Map.of());
    }

    void stop() {
        live.stop();
        backlog.stop();
    }

    private Map<Kind, Long> readLive() {
        Map<Kind, Long> counts = work.live();
        show(counts.keySet().stream().map(Kind::functionId).toList());
        return counts;
    }

    private Map<String, Due> readBacklog() {
        show(functions.ids());
        return work.due(new TreeSet<>(shown));
    }

    private void show(Collection<String> functionIds) {
        functionIds.stream().filter(shown::add).forEach(function -> {
            for (RunStatus status : STATUSES) {
                Kind kind = new Kind(function, status);
                meters.gauge(
                        Meter.LIVE_RUNS,
                        () -> live.latest().getOrDefault(kind, 0L),
                        function,
                        status.name().toLowerCase(Locale.ROOT));
            }
            meters.gauge(Meter.BACKLOG, () -> due(function).count(), function);
            meters.gauge(Meter.OLDEST_DUE, () -> due(function).oldestSeconds(), function);
        });
    }

    /** The functions of which there may be runs. */
    Set<String> functionIds() {
        return new TreeSet<>(shown);
    }

    /**
     * As it was last read.
     *
     * @param functionId empty for all functions together
     */
    LiveFigures latest(Optional<String> functionId) {
        Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
        STATUSES.forEach(status -> counts.put(status, 0L));
        live.latest().forEach((kind, count) -> {
            if (functionId.isEmpty() || functionId.get().equals(kind.functionId())) {
                counts.merge(kind.status(), count, Long::sum);
            }
        });
        List<Due> due = functionId
                .map(id -> List.of(due(id)))
                .orElseGet(() -> List.copyOf(backlog.latest().values()));
        return new LiveFigures(
                counts,
                due.stream().mapToLong(Due::count).sum(),
                due.stream().mapToDouble(Due::oldestSeconds).max().orElse(0),
                live.age());
    }

    private Due due(String functionId) {
        return backlog.latest().getOrDefault(functionId, Due.NOTHING);
    }
}
