package dev.gamelan.metrics;

import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepStatus;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Counter;

/** What is counted of one function. */
final class FunctionMeters {

    final Counter created;
    final Counter started;
    final Counter completed;
    final Counter failed;
    final Counter cancelled;
    final Distribution startLatency;
    final Distribution queueWait;
    final Distribution runDuration;
    final Distribution stepDuration;
    final DurationRecorder queueWaits = new DurationRecorder();
    final DurationRecorder runDurations = new DurationRecorder();

    private final Meters meters;
    private final String functionId;
    private final Map<Step, Counter> steps = new ConcurrentHashMap<>();

    private record Step(StepKind kind, StepStatus status) {}

    FunctionMeters(Meters meters, String functionId) {
        this.meters = meters;
        this.functionId = functionId;
        created = meters.counter(Meter.RUNS, functionId, "created");
        started = meters.counter(Meter.RUNS, functionId, "started");
        completed = meters.counter(Meter.RUNS, functionId, "completed");
        failed = meters.counter(Meter.RUNS, functionId, "failed");
        cancelled = meters.counter(Meter.RUNS, functionId, "cancelled");
        startLatency = meters.serve(Meter.START_LATENCY, Distribution.ofLatencies(), functionId);
        queueWait = meters.serve(Meter.QUEUE_WAIT, Distribution.ofLatencies(), functionId);
        runDuration = meters.serve(Meter.RUN_DURATION, Distribution.ofRuns(), functionId);
        stepDuration = meters.serve(Meter.STEP_DURATION, Distribution.ofLatencies(), functionId);
    }

    RunFigures soFar() {
        return new RunFigures(
                created.getCount(),
                started.getCount(),
                completed.getCount(),
                failed.getCount(),
                cancelled.getCount(),
                queueWaits.soFar(),
                runDurations.soFar());
    }

    Counter steps(StepKind kind, StepStatus status) {
        return steps.computeIfAbsent(new Step(kind, status), this::make);
    }

    private Counter make(Step step) {
        return meters.counter(Meter.STEPS, functionId, step.kind().name().toLowerCase(Locale.ROOT), outcome(step));
    }

    private static String outcome(Step step) {
        return step.status() == StepStatus.RETRYING
                ? "retried"
                : step.status().name().toLowerCase(Locale.ROOT);
    }
}
