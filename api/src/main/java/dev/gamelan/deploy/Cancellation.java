package dev.gamelan.deploy;

import dev.gamelan.event.EventPattern;
import java.util.Optional;

/**
 * Which event cancels the runs of a function.
 *
 * @param eventName the event's name, not a pattern
 * @param match see {@link dev.gamelan.function.CancelOn#match()}
 */
public record Cancellation(String eventName, Optional<String> match) {

    /** @throws IllegalArgumentException naming what is wrong */
    public Cancellation {
        if (eventName.indexOf('*') >= 0) {
            throw new IllegalArgumentException(
                    "'" + eventName + "' is a pattern: give each event that cancels an @CancelOn with its name");
        }
        new EventPattern(eventName);
        match.ifPresent(MatchPath::check);
    }
}
