package dev.gamelan.metrics;

import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;

/** What becomes of runs, by function. Except {@link #called}, each is to be reported when it is committed. */
@ApplicationScoped
public class RunMeters {

    private final Map<String, FunctionMeters> byFunction = new ConcurrentHashMap<>();

    @Inject
    private Meters meters;

    private Counter leases;

    @PostConstruct
    void prepare() {
        leases = meters.counter(Meter.LEASES);
    }

    public void created(String functionId) {
        of(functionId).created.inc();
    }

    /** @param waited for how long it was due and nobody worked on it */
    public void started(String functionId, Duration waited) {
        FunctionMeters function = of(functionId);
        function.started.inc();
        function.queueWait.record(waited);
        function.queueWaits.record(waited);
    }

    /**
     * The function of a new run is about to be called.
     *
     * @param since how long ago its event was accepted
     */
    public void called(String functionId, Duration since) {
        of(functionId).startLatency.record(since);
    }

    /** @param startedAt null when it never was */
    public void ended(String functionId, RunStatus status, Instant startedAt, Instant now) {
        FunctionMeters function = of(functionId);
        switch (status) {
            case COMPLETED -> function.completed.inc();
            case FAILED -> function.failed.inc();
            case CANCELLED -> function.cancelled.inc();
            default -> throw new IllegalArgumentException(status + " is not the end of a run");
        }
        if (startedAt != null) {
            Duration took = Duration.between(startedAt, now);
            function.runDuration.record(took);
            function.runDurations.record(took);
        }
    }

    /** A step is stored; one that waits is not counted before it ends. */
    public void stored(String functionId, StepRecord step) {
        if (step.status() != StepStatus.WAITING) {
            FunctionMeters function = of(functionId);
            function.steps(step.kind(), step.status()).inc();
            if (step.kind() == StepKind.RUN) {
                function.stepDuration.record(step.took());
            }
        }
    }

    public void renewed(int claims) {
        leases.inc(claims);
    }

    /** All that was reported so far, by function. */
    public Map<String, RunFigures> soFar() {
        Map<String, RunFigures> figures = new HashMap<>();
        byFunction.forEach((function, meters) -> figures.put(function, meters.soFar()));
        return figures;
    }

    private FunctionMeters of(String functionId) {
        FunctionMeters known = byFunction.get(functionId);
        return known != null ? known : byFunction.computeIfAbsent(functionId, id -> new FunctionMeters(meters, id));
    }
}
