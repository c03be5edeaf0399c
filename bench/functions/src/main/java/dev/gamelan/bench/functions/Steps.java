package dev.gamelan.bench.functions;

import dev.gamelan.bench.recording.Recorder;
import dev.gamelan.event.EventName;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Step;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Functions with durable steps that do nothing, so that what is measured is the engine. */
@ApplicationScoped
public class Steps {

    /** @param until milliseconds since 1970 */
    @EventName("bench/sleep")
    public record Sleep(int key, long until) {}

    @EventName("bench/steps")
    public record Many(int key, int steps) {}

    @Inject
    Recording recording;

    /** W2: one step. */
    @DurableFunction(id = "bench-one")
    @OnEvent(name = "bench/one")
    void one(Work work, Step step) {
        steps(work.key(), 1, step);
    }

    /** W3, W4, W7: five steps, one after the other. */
    @DurableFunction(id = "bench-five")
    @OnEvent(name = "bench/five")
    void five(Work work, Step step) {
        steps(work.key(), 5, step);
    }

    /** W8: as many as the event says. */
    @DurableFunction(id = "bench-long")
    @OnEvent(Many.class)
    void many(Many many, Step step) {
        steps(many.key(), many.steps(), step);
    }

    /** W6: sleeps, then records when it woke up. */
    @DurableFunction(id = "bench-sleeper")
    @OnEvent(Sleep.class)
    void sleeper(Sleep sleep, Step step) {
        Recorder recorder = recording.recorder();
        recorder.started(sleep.key());
        step.sleepUntil("sleep", Instant.ofEpochMilli(sleep.until()));
        step.run("wake", () -> recorder.finished(sleep.key()));
    }

    /** W1: its events are due in the far future, so that they are stored and nothing runs. */
    @DurableFunction(id = "bench-submit")
    @OnEvent(name = "bench/submit")
    void submitted(Work work, Step step) {
        steps(work.key(), 1, step);
    }

    private void steps(int key, int count, Step step) {
        Recorder recorder = recording.recorder();
        recorder.started(key);
        for (int i = 1; i <= count; i++) {
            int number = i;
            step.run("step-" + number, () -> recorder.step(key, number));
        }
        recorder.finished(key);
    }
}
