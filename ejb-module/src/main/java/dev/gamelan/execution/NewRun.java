package dev.gamelan.execution;

import dev.gamelan.eventlog.LoggedEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * A run to be created.
 *
 * @param functionId the function it is a run of
 * @param event the event that starts it
 * @param startAt when it may start; now or earlier means at once
 * @param parent whose step waits for it
 * @param origin the run that it repeats
 */
public record NewRun(
        String functionId, LoggedEvent event, Instant startAt, Optional<Claim.Parent> parent, Optional<Origin> origin) {

    /** @param from where in that run to begin; when empty, from its start */
    public record Origin(String runId, Optional<StepStore.Cut> from) {}

    public static NewRun of(String functionId, LoggedEvent event, Instant startAt) {
        return new NewRun(functionId, event, startAt, Optional.empty(), Optional.empty());
    }
}
