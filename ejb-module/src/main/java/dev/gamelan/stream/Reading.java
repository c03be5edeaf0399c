package dev.gamelan.stream;

import dev.gamelan.commit.Notice;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RunRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the database says of runs and events that have changed. What it has no more is deleted, whatever the commit was that was noticed:
 * something can be deleted after it has changed, and come back by an import after that.
 */
final class Reading {

    private final Map<String, RunRecord> runs;
    private final Map<String, LoggedEvent> events;

    /** Runs that are there, and were not read with all that they have. */
    private final Set<String> unreadRuns;

    private Reading(Map<String, RunRecord> runs, Map<String, LoggedEvent> events, Set<String> unreadRuns) {
        this.runs = runs;
        this.events = events;
        this.unreadRuns = unreadRuns;
    }

    /** Reads everything that these tell, once. */
    static Reading of(Collection<ChangeLog.Unread> unread, StreamWork work) {
        Set<String> runIds = ids(unread, Notice::isRun);
        Map<String, RunRecord> runs =
                byId(ids(unread, notice -> notice.isRun() && !notice.isDeleted()), work::runs, RunRecord::id);
        Set<String> missing = new HashSet<>(runIds);
        missing.removeAll(runs.keySet());
        return new Reading(
                runs,
                byId(ids(unread, notice -> !notice.isRun()), work::events, LoggedEvent::id),
                missing.isEmpty() ? Set.of() : work.existingRuns(missing));
    }

    /** What is to be told of these. */
    Changes changes(ChangeLog.Unread unread) {
        List<String> missingRuns = unread.newest().stream()
                .filter(Notice::isRun)
                .map(Notice::id)
                .filter(id -> !runs.containsKey(id))
                .toList();
        List<String> deletedRuns =
                missingRuns.stream().filter(id -> !unreadRuns.contains(id)).toList();
        List<String> deletedEvents = unread.newest().stream()
                .filter(notice -> !notice.isRun())
                .map(Notice::id)
                .filter(id -> !events.containsKey(id))
                .toList();
        return new Changes(
                found(unread, runs),
                found(unread, events),
                deletedRuns,
                deletedEvents,
                unread.more() + missingRuns.size() - deletedRuns.size());
    }

    private static <T> List<T> found(ChangeLog.Unread unread, Map<String, T> byId) {
        return unread.newest().stream()
                .map(notice -> byId.get(notice.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Set<String> ids(Collection<ChangeLog.Unread> unread, Predicate<Notice> which) {
        return unread.stream()
                .flatMap(changed -> changed.newest().stream())
                .filter(which)
                .map(Notice::id)
                .collect(Collectors.toSet());
    }

    private static <T> Map<String, T> byId(
            Set<String> ids, Function<Set<String>, List<T>> query, Function<T, String> id) {
        Stream<T> found = ids.isEmpty() ? Stream.empty() : query.apply(ids).stream();
        return found.collect(Collectors.toMap(id, Function.identity()));
    }
}
