package dev.gamelan.bulk;

import dev.gamelan.eventlog.EventQuery;
import dev.gamelan.execution.RunQuery;
import dev.gamelan.search.Paging;
import dev.gamelan.search.Period;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a job is to work on: as it is when the job begins. */
public sealed interface Selection {

    /** Those that a list would show; its paging means nothing. */
    record OfRuns(RunQuery query) implements Selection {

        /** A page of those that were there before this moment. */
        RunQuery page(Instant before, Optional<String> cursor, int limit) {
            return new RunQuery(
                    query.statuses(),
                    query.functionIds(),
                    query.eventId(),
                    query.bulkId(),
                    until(query.queued(), before),
                    query.ended(),
                    query.terms(),
                    new Paging(cursor, limit));
        }
    }

    /** Just these runs, whether they exist or not; without repetition. */
    record OfIds(List<String> runIds) implements Selection {}

    /** For each event that a list would show, and each of these functions, one item. */
    record OfEvents(EventQuery query, List<String> functionIds) implements Selection {

        /** A page of those that were there before this moment. */
        EventQuery page(Instant before, Optional<String> cursor, int limit) {
            return new EventQuery(
                    query.name(),
                    query.externalId(),
                    query.withInternal(),
                    until(query.received(), before),
                    query.terms(),
                    new Paging(cursor, limit));
        }
    }

    /** The part of a period that is before this moment. */
    private static Period until(Period period, Instant moment) {
        return new Period(
                period.from(),
                Optional.of(period.before()
                        .filter(before -> before.isBefore(moment))
                        .orElse(moment)));
    }
}
