package dev.gamelan.transfer;

import dev.gamelan.engine.trace.History;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RunRecord;
import java.util.Optional;
import java.util.Set;

/**
 * A run with all that is known of it.
 *
 * @param event empty when it is not stored any more
 * @param orphans the keys of steps that the function did not ask for any more
 * @param function as it is registered, as a JSON object; empty when nobody knows it any more
 */
public record StoredRun(
        RunRecord run, Optional<LoggedEvent> event, History history, Set<String> orphans, Optional<String> function) {}
