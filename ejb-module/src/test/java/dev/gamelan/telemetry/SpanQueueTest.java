package dev.gamelan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.telemetry.TraceParent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpanQueueTest {

    private final SpanQueue queue = new SpanQueue(3);
    private final SpanSource<String> texts =
            facts -> facts.stream().map(SpanQueueTest::span).toList();
    private final SpanSource<Integer> numbers =
            facts -> facts.stream().map(number -> span("number " + number)).toList();

    @Test
    void whatDoesNotFitIsRefusedAndNobodyWaits() {
        assertThat(queue.offer(texts, "a")).isTrue();
        assertThat(queue.offer(texts, "b")).isTrue();
        assertThat(queue.offer(texts, "c")).isTrue();
        assertThat(queue.offer(texts, "d")).isFalse();

        assertThat(names(3)).containsExactly("a", "b", "c");
        assertThat(queue.offer(texts, "e")).isTrue();
    }

    @Test
    void factsOfOneSourceAreMadeSpansOfTogether() {
        queue.offer(texts, "a");
        queue.offer(numbers, 1);
        queue.offer(texts, "b");

        List<SpanQueue.Batch<?>> batches = queue.take(10);

        assertThat(batches).hasSize(2);
        assertThat(batches)
                .flatExtracting(SpanQueue.Batch::spans)
                .extracting(FinishedSpan::name)
                .containsExactlyInAnyOrder("a", "b", "number 1");
        assertThat(queue.size()).isZero();
    }

    @Test
    void theOldestAreTakenFirst() {
        queue.offer(texts, "a");
        queue.offer(texts, "b");
        queue.offer(texts, "c");

        assertThat(names(2)).containsExactly("a", "b");
        assertThat(names(2)).containsExactly("c");
    }

    private List<String> names(int most) {
        return queue.take(most).stream()
                .flatMap(batch -> batch.spans().stream())
                .map(FinishedSpan::name)
                .toList();
    }

    private static FinishedSpan span(String name) {
        return new FinishedSpan(
                new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true),
                Optional.empty(),
                name,
                FinishedSpan.Kind.INTERNAL,
                Instant.EPOCH,
                Instant.EPOCH,
                Map.of(),
                Optional.empty());
    }
}
