package dev.gamelan.execution;

import dev.gamelan.engine.trace.History;
import dev.gamelan.engine.trace.Span;
import dev.gamelan.engine.trace.Waiting;
import java.util.List;
import java.util.Optional;

/**
 * The history of a run.
 *
 * @param waitingFor why it does not go on now; empty when it is over or being worked on
 * @param spans the run's own, and then the others in the order of their starts
 */
public record Trace(History history, Optional<Waiting> waitingFor, List<Span> spans) {}
