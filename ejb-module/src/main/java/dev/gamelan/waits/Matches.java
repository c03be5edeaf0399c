package dev.gamelan.waits;

import dev.gamelan.eventlog.AcceptedEvent;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.Awaited;
import dev.gamelan.execution.Runs;
import dev.gamelan.execution.Transition;
import dev.gamelan.platform.CrashPoint;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds who waits for events. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Matches {

    @EJB
    private Awaited awaited;

    @EJB
    private EventLog eventLog;

    @EJB
    private Runs runs;

    /** Cancels what these events cancel and wakes what waits for them, in the order in which they were accepted. */
    public void offer(List<AcceptedEvent> events) {
        Map<String, List<String>> paths =
                awaited.paths(events.stream().map(AcceptedEvent::name).collect(Collectors.toSet()));
        if (paths.isEmpty()) {
            return;
        }
        Set<String> ids = events.stream()
                .filter(event -> paths.containsKey(event.name()))
                .map(AcceptedEvent::id)
                .collect(Collectors.toSet());
        Collection<LoggedEvent> candidates = eventLog.findAll(ids).values();
        List<LoggedEvent> inOrder = candidates.stream()
                .sorted(Comparator.comparing(LoggedEvent::receivedAt).thenComparing(LoggedEvent::id))
                .toList();
        // First what ends, then what goes on.
        runs.apply(awaited.cancelledBy(inOrder, paths));
        List<Transition> resolutions = awaited.resolvedBy(inOrder, paths);
        if (!resolutions.isEmpty()) {
            CrashPoint.at("waits.matched");
            runs.apply(resolutions);
            CrashPoint.at("waits.resolved");
        }
    }
}
