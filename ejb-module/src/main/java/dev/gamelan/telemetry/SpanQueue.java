package dev.gamelan.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Facts that wait to be made spans of. Bounded: when it is full, what comes is dropped, and nobody waits. */
final class SpanQueue {

    private final BlockingQueue<Entry<?>> entries;

    private record Entry<F>(SpanSource<F> source, F fact) {}

    SpanQueue(int most) {
        entries = new ArrayBlockingQueue<>(most);
    }

    /** @return false when there is no room for it */
    <F> boolean offer(SpanSource<F> source, F fact) {
        return entries.offer(new Entry<>(source, fact));
    }

    int size() {
        return entries.size();
    }

    /** Facts of one source. */
    record Batch<F>(SpanSource<F> source, List<F> facts) {
        List<FinishedSpan> spans() {
            return source.spans(facts);
        }
    }

    /** Takes the oldest, at most so many. */
    List<Batch<?>> take(int most) {
        List<Entry<?>> taken = new ArrayList<>();
        entries.drainTo(taken, most);
        Map<SpanSource<?>, Batch<?>> batches = new LinkedHashMap<>();
        taken.forEach(entry -> add(entry, batches));
        return List.copyOf(batches.values());
    }

    @SuppressWarnings("unchecked") // a batch has the facts of its own source
    private static <F> void add(Entry<F> entry, Map<SpanSource<?>, Batch<?>> batches) {
        Batch<F> batch = (Batch<F>)
                batches.computeIfAbsent(entry.source(), source -> new Batch<>(entry.source(), new ArrayList<>()));
        batch.facts().add(entry.fact());
    }
}
