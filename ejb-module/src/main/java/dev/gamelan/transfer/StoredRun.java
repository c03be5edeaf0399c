package dev.gamelan.transfer;

import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RunRecord;
import java.util.List;
import java.util.Optional;

/**
 * A run with all that is known of it.
 *
 * @param event empty when it is not stored any more
 * @param steps in the order in which they were stored
 * @param function as it is registered, as a JSON object; empty when nobody knows it any more
 */
public record StoredRun(
        RunRecord run, Optional<LoggedEvent> event, List<StoredStep> steps, Optional<String> function) {}
