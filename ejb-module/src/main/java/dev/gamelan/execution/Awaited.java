package dev.gamelan.execution;

import dev.gamelan.engine.match.Topic;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.platform.Payloads;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** Under which paths events of these names are awaited; names that nobody waits for are left out. */
    public Map<String, List<String>> paths(Collection<String> names) {
        return waits.awaitedPaths(names);
    }

    /** The cancellations that follow from these events. */
    public List<Transition> cancelledBy(List<LoggedEvent> events, Map<String, List<String>> paths) {
        Map<String, Transition> byRun = new HashMap<>();
        forEachMatch(events, paths, (event, wait) -> {
            if (wait.isCancellation()) {
                byRun.putIfAbsent(wait.runId(), new Transition.Cancel(wait.runId(), Looks.cancelledBy(event)));
            }
        });
        return List.copyOf(byRun.values());
    }

    /**
     * The results of waits that follow from these events. Each wait gets the earliest event, and each event is given to at
     * most one wait of a run.
     */
    public List<Transition> resolvedBy(List<LoggedEvent> events, Map<String, List<String>> paths) {
        List<Transition> resolutions = new ArrayList<>();
        Set<String> resolved = new HashSet<>();
        Set<String> used = new HashSet<>();
        forEachMatch(events, paths, (event, wait) -> {
            if (!wait.isCancellation()
                    && !resolved.contains(wait.runId() + wait.key())
                    && !isUsed(used, wait.runId(), event.id())) {
                resolved.add(wait.runId() + wait.key());
                used.add(wait.runId() + event.id());
                resolutions.add(new Transition.Resolution(wait.runId(), wait.key(), event.toJson(), null, event.id()));
            }
        });
        return resolutions;
    }

    private boolean isUsed(Set<String> used, String runId, String eventId) {
        return used.contains(runId + eventId)
                || steps.ofRuns(List.of(runId)).stream()
                        .anyMatch(stored ->
                                stored.step().eventId().filter(eventId::equals).isPresent());
    }

    private interface Match {
        void found(LoggedEvent event, WaitStore.Wait wait);
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
        List<WaitStore.Wait> candidates = all.isEmpty() ? List.of() : waits.onTopics(all);
        Map<String, List<WaitStore.Wait>> byTopic =
                candidates.stream().collect(Collectors.groupingBy(WaitStore.Wait::topic));
        for (LoggedEvent event : events) {
            for (String topic : topics.get(event)) {
                for (WaitStore.Wait wait : byTopic.getOrDefault(topic, List.of())) {
                    boolean inTime = !event.receivedAt().isBefore(wait.after())
                            && (wait.until() == null || !event.receivedAt().isAfter(wait.until()));
                    if (inTime) {
                        match.found(event, wait);
                    }
                }
            }
        }
    }
}
