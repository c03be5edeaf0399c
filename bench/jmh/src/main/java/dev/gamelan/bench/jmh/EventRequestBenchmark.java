package dev.gamelan.bench.jmh;

import dev.gamelan.engine.wire.EventRequest;
import dev.gamelan.engine.wire.IncomingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** From the bytes of a request to checked events: what every submission pays before anything is stored. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EventRequestBenchmark {

    @Param({"1", "100"})
    int events;

    private byte[] body;

    @Setup
    public void writeRequest() {
        String array = IntStream.range(0, events)
                .mapToObj(i -> "{\"name\":\"shop/order.placed\",\"data\":{\"orderId\":\"o-" + i
                        + "\",\"email\":\"ann@example.org\",\"items\":[{\"sku\":\"a-1\",\"quantity\":2}]}}")
                .collect(Collectors.joining(",", "[", "]"));
        body = array.getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public List<IncomingEvent> parse() {
        return EventRequest.parse(body, Optional.empty());
    }
}
