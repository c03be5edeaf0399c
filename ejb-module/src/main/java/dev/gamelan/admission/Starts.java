package dev.gamelan.admission;

import dev.gamelan.catalog.Moments;
import dev.gamelan.commit.ChangeKind;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.NewRun;
import dev.gamelan.execution.Runs;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * From event to run. The obligation that was stored with the event is deleted in the transaction that creates the run, so
 * there is exactly one run per function and event, however often and from wherever the message comes.
 */
@ApplicationScoped
class Starts implements ChangeKind<Starts.Report, Boolean> {

    @Inject
    private DispatchStore dispatches;

    @EJB
    private EventLog eventLog;

    @Inject
    private Moments moments;

    @EJB
    private Runs runs;

    /** These events have come to this function. */
    record Report(String functionId, List<String> eventIds) {}

    @Override
    public String name() {
        return "start";
    }

    @Override
    public int rank() {
        return 2;
    }

    @Override
    public List<Boolean> write(List<Report> reports) {
        SortedMap<String, SortedSet<String>> eventsByFunction = new TreeMap<>();
        reports.forEach(report -> eventsByFunction
                .computeIfAbsent(report.functionId(), id -> new TreeSet<>())
                .addAll(report.eventIds()));
        List<DispatchStore.Owed> owed = dispatches.take(eventsByFunction);
        if (!owed.isEmpty()) {
            runs.create(newRuns(owed), moments.current().now());
        }
        return Collections.nCopies(reports.size(), true);
    }

    private List<NewRun> newRuns(Collection<DispatchStore.Owed> owed) {
        Map<String, LoggedEvent> events =
                eventLog.findAll(owed.stream().map(DispatchStore.Owed::eventId).collect(Collectors.toSet()));
        // An event that is not there any more starts nothing.
        return owed.stream()
                .filter(run -> events.containsKey(run.eventId()))
                .map(run -> NewRun.of(run.functionId(), events.get(run.eventId()), run.startAt()))
                .toList();
    }
}
