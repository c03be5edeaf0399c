package dev.gamelan.errors;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.search.Period;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Errors by what they have in common. There is no more of them than the runs that are kept: when those are deleted, so are they. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Errors {

    private static final Comparator<ErrorStore.Last> LAST_FIRST = Comparator.comparing(ErrorStore.Last::seenAt)
            .thenComparing(ErrorStore.Last::fingerprint)
            .reversed();

    @Inject
    private ErrorStore store;

    /** Groups, the one that was last seen last first. */
    public ErrorPage list(ErrorQuery query) {
        List<ErrorStore.Last> all = store.last(query.seen());
        List<ErrorStore.Last> rest = all.stream()
                .filter(group ->
                        query.functionIds().isEmpty() || query.functionIds().contains(group.functionId()))
                .filter(group ->
                        query.behind().map(place -> isBehind(group, place)).orElse(true))
                .sorted(LAST_FIRST)
                .limit(query.limit() + 1L)
                .toList();
        return new ErrorPage(
                rest.stream()
                        .limit(query.limit())
                        .map(group -> group(group, query.seen()))
                        .flatMap(Optional::stream)
                        .toList(),
                rest.size() > query.limit(),
                all.size() < ErrorStore.MOST_GROUPS);
    }

    private static boolean isBehind(ErrorStore.Last group, ErrorQuery.Place place) {
        int byTime = group.seenAt().compareTo(place.lastSeen());
        return byTime < 0 || (byTime == 0 && group.fingerprint().compareTo(place.fingerprint()) < 0);
    }

    /** All that is stored of it. */
    public Optional<ErrorGroup> find(String fingerprint) {
        return store.last(fingerprint, Period.ALWAYS).flatMap(group -> group(group, Period.ALWAYS));
    }

    /** Its last occurrences in different runs, the last first. */
    public List<Occurrence> examples(String fingerprint, int most) {
        Map<String, Occurrence> byRun = new LinkedHashMap<>();
        store.newest(fingerprint).forEach(one -> byRun.merge(one.runId(), one, Errors::ofOneRun));
        return byRun.values().stream().limit(most).toList();
    }

    private static Occurrence ofOneRun(Occurrence later, Occurrence earlier) {
        return new Occurrence(later.runId(), later.seenAt(), later.endedRun() || earlier.endedRun());
    }

    /** Empty when retention has deleted the last of it just now. */
    private Optional<ErrorGroup> group(ErrorStore.Last last, Period seen) {
        ErrorStore.Figures figures = store.figures(last.fingerprint(), seen);
        return store.first(last.fingerprint(), seen)
                .map(first -> new ErrorGroup(
                        last.fingerprint(),
                        last.functionId(),
                        last.stepName(),
                        RunError.parse(last.error()),
                        first,
                        last.seenAt(),
                        figures.failed(),
                        figures.endedRuns()));
    }
}
