package dev.gamelan.execution;

import dev.gamelan.eventlog.LoggedEvent;

/**
 * A run that a search looks at.
 *
 * @param event that started it; null when the search does not ask, or it is gone
 */
record Candidate(RunRecord run, LoggedEvent event) {}
