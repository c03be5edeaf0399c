package dev.gamelan.execution;

import dev.gamelan.engine.run.RunStatus;
import java.time.Instant;

/**
 * A run, to be read.
 *
 * @param id a ULID
 * @param functionId the function's id
 * @param eventId the internal id of the event that started it
 * @param status where it is in its life
 * @param attempt 0 for the first; the current one, or the last
 * @param output what the function returned, as JSON; null unless completed
 * @param error why the last attempt failed, as a JSON object; null when none did
 * @param queuedAt when it was created
 * @param startedAt when its first attempt started, or null
 * @param endedAt when it reached its terminal state, or null
 * @param originRunId the run that it repeats, or null
 */
public record RunRecord(
        String id,
        String functionId,
        String eventId,
        RunStatus status,
        int attempt,
        String output,
        String error,
        Instant queuedAt,
        Instant startedAt,
        Instant endedAt,
        String originRunId) {

    /** How many characters its payloads have. */
    int characters() {
        return (output == null ? 0 : output.length()) + (error == null ? 0 : error.length());
    }
}
