package dev.gamelan.engine.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A span to which delays may still come. */
final class Draft {

    private final Span span;
    private final Optional<Turn> turn;
    private final List<Delay> delays = new ArrayList<>();

    /** @param turn in which it began, if that was not the run's first */
    Draft(Span span, Optional<Turn> turn) {
        this.span = span;
        this.turn = turn;
    }

    /** Whether it began in this turn; what only ended in it has nothing to do with the wait for it. */
    boolean beganIn(Turn other) {
        return turn.filter(own -> own.claimedAt().equals(other.claimedAt())).isPresent()
                && !span.startedAt().isBefore(other.claimedAt());
    }

    Instant startedAt() {
        return span.startedAt();
    }

    /** Delays follow each other; one of no length is none. */
    Draft after(Delay.Cause cause, Instant from, Instant to) {
        Instant begin = delays.isEmpty()
                ? from
                : later(from, delays.get(delays.size() - 1).to());
        if (begin.isBefore(to)) {
            delays.add(new Delay(cause, begin, to));
        }
        return this;
    }

    Draft after(Turn waited) {
        return after(
                waited.lackedRoom() ? Delay.Cause.CONCURRENCY : Delay.Cause.QUEUE, waited.dueAt(), waited.claimedAt());
    }

    /**
     * The attempt before did not go well.
     *
     * @param start of this one
     */
    Draft after(Attempt before, Instant start) {
        if (!before.hasFailed()) {
            return after(Delay.Cause.RESTART, before.endedAt(), start);
        }
        Instant next = before.nextAt().orElse(start);
        Instant claimed = turn.map(Turn::claimedAt).orElse(start);
        // Somebody may have asked for it earlier.
        Instant due = claimed.isBefore(next) ? turn.map(Turn::dueAt).orElse(start) : next;
        after(Delay.Cause.BACKOFF, before.endedAt(), due.isBefore(start) ? due : start);
        // As long as nothing is stored of a turn, nobody knows more.
        return turn.isPresent() ? this : after(Delay.Cause.QUEUE, due, start);
    }

    Span span() {
        return span.with(List.copyOf(delays));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
