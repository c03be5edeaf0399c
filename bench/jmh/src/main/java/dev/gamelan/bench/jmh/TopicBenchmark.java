package dev.gamelan.bench.jmh;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.match.Topic;
import dev.gamelan.engine.step.StepId;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an event pays for each path under which it is awaited, and what each step pays for its key. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TopicBenchmark {

    private final String json =
            "{\"name\":\"user/activated\",\"data\":{\"userId\":\"u-4711\",\"plan\":\"pro\"},\"ts\":1}";
    private final JsonObject event = Jsons.parse(json).asJsonObject();

    @Benchmark
    public JsonObject parse() {
        return Jsons.parse(json).asJsonObject();
    }

    @Benchmark
    public Optional<String> topic() {
        return Topic.ofEvent("user/activated", "data.userId", event);
    }

    @Benchmark
    public String stepKey() {
        return new StepId("send-welcome", 1).key();
    }
}
