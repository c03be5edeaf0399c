package dev.gamelan.bulk;

import java.util.Optional;

/**
 * One of the things that a job works on.
 *
 * @param nr the order: from minus the total to -1, which is the newest
 * @param sourceId a run; or an event, for a function
 * @param functionId the run's, if it was known when the item was written down; or the one that is to have the event
 * @param outcome empty while it is to be worked on
 */
public record Item(int nr, String sourceId, Optional<String> functionId, Optional<Outcome> outcome) {}
