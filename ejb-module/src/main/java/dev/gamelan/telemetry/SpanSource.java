package dev.gamelan.telemetry;

import java.util.List;

/**
 * Makes spans of facts, in the background and of many at once: it may read the database.
 *
 * @param <F> what has happened; small, because thousands of them may be waiting
 */
public interface SpanSource<F> {

    /** @return of those facts that are still to be made out; spans that are not sampled are left out by whoever sends them */
    List<FinishedSpan> spans(List<F> facts);
}
