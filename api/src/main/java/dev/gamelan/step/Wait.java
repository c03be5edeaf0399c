package dev.gamelan.step;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Which event a step waits for, and how long.
 *
 * @param timeout at most 366 days; zero or less is over at once
 * @param match a path such as {@code data.userId}: the value there has to be the same in the awaited event and in the event
 *     that started the run. A value that is missing or null matches nothing. Empty: any event of the name will do
 */
public record Wait(Duration timeout, Optional<String> match) {

    public Wait {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(match, "match");
    }

    public static Wait upTo(Duration timeout) {
        return new Wait(timeout, Optional.empty());
    }

    public Wait matching(String path) {
        return new Wait(timeout, Optional.of(path));
    }
}
