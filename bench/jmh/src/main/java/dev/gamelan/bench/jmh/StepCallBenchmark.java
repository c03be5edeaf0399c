package dev.gamelan.bench.jmh;

import dev.gamelan.deploy.Outcome;
import dev.gamelan.engine.run.AttemptPolicy;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.Codec;
import dev.gamelan.engine.step.Decision;
import dev.gamelan.engine.step.Memo;
import dev.gamelan.engine.step.StepCall;
import dev.gamelan.engine.step.StepChange;
import dev.gamelan.engine.step.StepHost;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.time.Backoff;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.step.Step;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A call of a function with so many steps, over a host that stores nothing: all that the engine itself costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepCallBenchmark {

    private static final AttemptPolicy POLICY = new AttemptPolicy(4, Backoff.STANDARD, () -> 0);

    @Param({"1", "5", "1000"})
    int steps;

    private List<StepRecord> stored;

    @Setup
    public void store() {
        Recording recording = new Recording();
        call(new Memo(List.of()), recording);
        stored = recording.records;
    }

    /** The first time: each body is called and its result handed over. */
    @Benchmark
    public Decision first() {
        return call(new Memo(List.of()), new Recording());
    }

    /** Again, with every step known. */
    @Benchmark
    public Decision replayed() {
        return call(new Memo(stored), new Recording());
    }

    private Decision call(Memo memo, StepHost host) {
        StepCall call = new StepCall("01M8", 0, POLICY, memo, host);
        Step step = call.steps();
        for (int i = 0; i < steps; i++) {
            step.run("step-" + i, () -> "done");
        }
        call.returned();
        return call.conclude(new Outcome.Returned("done"));
    }

    private static final class Recording implements StepHost {

        private final List<StepRecord> records = new ArrayList<>();

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public void record(List<StepChange> changes) {
            changes.forEach(change -> records.add(change.step()));
        }

        @Override
        public void record(List<StepChange> changes, List<PreparedEvent> events) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PreparedEvent prepare(OutgoingEvent event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void inTransaction(TransactionBody body) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<StepRecord> await(List<StepChange> changes, Await.ForEvent wait) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<StepRecord> await(List<StepChange> changes, Await.ForSignal wait) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StepRecord giveUp(List<StepChange> changes, StepRecord step) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean signal(String signal, String json) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sideBySide(List<Runnable> tasks) {
            tasks.forEach(Runnable::run);
        }

        @Override
        public Codec codec() {
            return new Codec() {
                @Override
                public String write(Object value) {
                    return "\"" + value + "\"";
                }

                @Override
                public Object read(String json, Type type) {
                    return json.substring(1, json.length() - 1);
                }
            };
        }
    }
}
