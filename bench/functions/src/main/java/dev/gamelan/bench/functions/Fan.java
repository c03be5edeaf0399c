package dev.gamelan.bench.functions;

import dev.gamelan.bench.recording.Recorder;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Step;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** W5: one event starts ten functions of one step. */
@ApplicationScoped
public class Fan {

    private static final int WIDTH = 10;

    @Inject
    Recording recording;

    @DurableFunction(id = "bench-fan-0")
    @OnEvent(name = "bench/fan")
    void fan0(Work work, Step step) {
        step(0, work, step);
    }

    @DurableFunction(id = "bench-fan-1")
    @OnEvent(name = "bench/fan")
    void fan1(Work work, Step step) {
        step(1, work, step);
    }

    @DurableFunction(id = "bench-fan-2")
    @OnEvent(name = "bench/fan")
    void fan2(Work work, Step step) {
        step(2, work, step);
    }

    @DurableFunction(id = "bench-fan-3")
    @OnEvent(name = "bench/fan")
    void fan3(Work work, Step step) {
        step(3, work, step);
    }

    @DurableFunction(id = "bench-fan-4")
    @OnEvent(name = "bench/fan")
    void fan4(Work work, Step step) {
        step(4, work, step);
    }

    @DurableFunction(id = "bench-fan-5")
    @OnEvent(name = "bench/fan")
    void fan5(Work work, Step step) {
        step(5, work, step);
    }

    @DurableFunction(id = "bench-fan-6")
    @OnEvent(name = "bench/fan")
    void fan6(Work work, Step step) {
        step(6, work, step);
    }

    @DurableFunction(id = "bench-fan-7")
    @OnEvent(name = "bench/fan")
    void fan7(Work work, Step step) {
        step(7, work, step);
    }

    @DurableFunction(id = "bench-fan-8")
    @OnEvent(name = "bench/fan")
    void fan8(Work work, Step step) {
        step(8, work, step);
    }

    @DurableFunction(id = "bench-fan-9")
    @OnEvent(name = "bench/fan")
    void fan9(Work work, Step step) {
        step(9, work, step);
    }

    /** The event has a key for each of its ten functions. */
    private void step(int number, Work work, Step step) {
        int key = work.key() * WIDTH + number;
        Recorder recorder = recording.recorder();
        recorder.started(key);
        step.run("step-1", () -> recorder.step(key, 1));
        recorder.finished(key);
    }
}
