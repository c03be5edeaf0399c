package dev.gamelan.execution;

import dev.gamelan.engine.match.Topic;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.platform.Payloads;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which runs wait for which events. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Awaited {

    @Inject
    private WaitStore waits;

    @Inject
    private StepStore steps;

    @Inject
    private Looks looks;

    @EJB
    private EventLog eventLog;

    /** Under which paths events of these names are awaited; names that nobody waits for are left out. */
    public Map<String, List<String>> paths(Collection<String> names) {
        return waits.awaitedPaths(names);
    }

    /** The cancellations that follow from these events. */
    public List<Transition> cancelledBy(List<LoggedEvent> events, Map<String, List<String>> paths) {
        Map<String, Transition> byRun = new HashMap<>();
        forEachMatch(events, paths, (event, candidate) -> {
            WaitStore.Wait wait = candidate.what();
            if (wait.isCancellation()) {
                byRun.putIfAbsent(wait.runId(), new Transition.Cancel(wait.runId(), Looks.cancelledBy(event)));
            }
        });
        return List.copyOf(byRun.values());
    }

    /**
     * The results of waits that follow from these events. Each wait gets the earliest event, which need not be among these:
     * an event that was there before the wait is found by the run's own look, and that may be still to come. Each event is
     * given to at most one wait of a run.
     */
    public List<Transition> resolvedBy(List<LoggedEvent> events, Map<String, List<String>> paths) {
        List<Transition> resolutions = new ArrayList<>();
        Set<String> resolved = new HashSet<>();
        Map<LoggedEvent, List<WaitStore.Candidate>> matches = new LinkedHashMap<>();
        forEachMatch(events, paths, (event, candidate) -> {
            if (!candidate.what().isCancellation()) {
                matches.computeIfAbsent(event, e -> new ArrayList<>()).add(candidate);
            }
        });
        Set<StepStore.Used> used = steps.eventsUsedBy(matches.values().stream()
                .flatMap(List::stream)
                .map(candidate -> candidate.what().runId())
                .collect(Collectors.toSet()));
        matches.forEach((offered, candidates) -> {
            for (WaitStore.Candidate candidate : candidates) {
                WaitStore.Wait wait = candidate.what();
                if (!resolved.contains(wait.runId() + wait.key())
                        && !used.contains(new StepStore.Used(wait.runId(), offered.id()))) {
                    LoggedEvent event = candidate.rests()
                            ? offered
                            : earliest(candidate, used).orElse(offered);
                    used.add(new StepStore.Used(wait.runId(), event.id()));
                    resolved.add(wait.runId() + wait.key());
                    resolutions.add(
                            new Transition.Resolution(wait.runId(), wait.key(), event.toJson(), null, event.id()));
                }
            }
        });
        return resolutions;
    }

    private Optional<LoggedEvent> earliest(WaitStore.Candidate candidate, Set<StepStore.Used> used) {
        WaitStore.Wait wait = candidate.what();
        Set<String> usedByRun = used.stream()
                .filter(use -> use.runId().equals(wait.runId()))
                .map(StepStore.Used::eventId)
                .collect(Collectors.toSet());
        return eventLog.find(candidate.causeId())
                .flatMap(cause -> looks.first(cause, wait.after(), wait.name(), wait.path(), wait.until(), usedByRun));
    }

    private interface Match {
        void found(LoggedEvent event, WaitStore.Candidate candidate);
    }

    private void forEachMatch(List<LoggedEvent> events, Map<String, List<String>> paths, Match match) {
        Map<LoggedEvent, Set<String>> topics = new HashMap<>();
        for (LoggedEvent event : events) {
            JsonObject json = Payloads.parse(event.toJson()).asJsonObject();
            topics.put(
                    event,
                    paths.getOrDefault(event.name(), List.of()).stream()
                            .flatMap(path -> Topic.ofEvent(event.name(), path, json).stream())
                            .collect(Collectors.toSet()));
        }
        Set<String> all = topics.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        List<WaitStore.Candidate> candidates = all.isEmpty() ? List.of() : waits.onTopics(all);
        Map<String, List<WaitStore.Candidate>> byTopic = candidates.stream()
                .collect(Collectors.groupingBy(candidate -> candidate.what().topic()));
        for (LoggedEvent event : events) {
            for (String topic : topics.get(event)) {
                for (WaitStore.Candidate candidate : byTopic.getOrDefault(topic, List.of())) {
                    WaitStore.Wait wait = candidate.what();
                    boolean inTime = !event.id().equals(candidate.causeId())
                            && !event.receivedAt().isBefore(wait.after())
                            && (wait.until() == null || !event.receivedAt().isAfter(wait.until()));
                    if (inTime) {
                        match.found(event, candidate);
                    }
                }
            }
        }
    }
}
