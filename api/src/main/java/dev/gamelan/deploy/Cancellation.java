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
        new EventPattern(eventName);
        if (eventName.endsWith("*")) {
            throw new IllegalArgumentException("@CancelOn needs an event name, '" + eventName + "' is a pattern");
        }
        match.ifPresent(MatchPath::check);
    }
}
