package dev.gamelan.errors;

import dev.gamelan.engine.run.Fingerprint;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.search.Count;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Failed attempts whose errors are taken for the same.
 *
 * @param fingerprint what they have in common
 * @param stepName the author's id of the step; of steps whose ids differ in numbers, the last one
 * @param error the last one
 * @param firstSeen when the first of the attempts that are stored failed
 * @param lastSeen when the last one did
 * @param count how many attempts have failed with it
 * @param runs how many runs have ended with it
 */
public record ErrorGroup(
        String fingerprint,
        String functionId,
        Optional<String> stepName,
        RunError error,
        Instant firstSeen,
        Instant lastSeen,
        Count count,
        Count runs) {

    /** Where it is thrown: up to three methods, the innermost first. */
    public List<String> frames() {
        return Fingerprint.frames(error);
    }
}
