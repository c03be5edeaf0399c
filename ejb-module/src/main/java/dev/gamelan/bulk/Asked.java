package dev.gamelan.bulk;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a job was asked for; never changes.
 *
 * @param id a ULID
 * @param requestId a second request with it makes no other job
 * @param selection what it works on, as JSON
 * @param isCancellation see {@link NewJob}
 * @param perSecond how many items at most, on the average
 * @param actor who has asked
 */
public record Asked(
        String id,
        String requestId,
        JobKind kind,
        String selection,
        boolean isCancellation,
        OptionalDouble perSecond,
        String actor,
        Instant createdAt) {

    static Asked of(NewJob job, String id, Instant now) {
        return new Asked(
                id,
                job.requestId().orElse(id),
                job.kind(),
                SelectionJson.write(job.selection()).toString(),
                job.isCancellation(),
                job.perSecond(),
                job.actor(),
                now);
    }

    public JsonObject selectionJson() {
        return Jsons.parse(selection).asJsonObject();
    }

    /** Whether its items are events, for functions. */
    public boolean isOfEvents() {
        return selectionJson().containsKey("events");
    }

    /** Whether a request asks for the same. */
    boolean isSame(Asked other) {
        return kind == other.kind && selection.equals(other.selection) && perSecond.equals(other.perSecond);
    }
}
