package dev.gamelan.bulk;

import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RunRecord;
import dev.gamelan.execution.Runs;
import dev.gamelan.search.CostlySearchException;
import dev.gamelan.search.Count;
import dev.gamelan.search.Page;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds out what a job is to work on, and writes it down page by page, the newest first. */
@ApplicationScoped
class Selecting {

    /** How many runs or events are looked up at once; more are looked at if they are searched. */
    private static final int PAGE = 500;

    @EJB
    private Runs runs;

    @EJB
    private EventLog eventLog;

    @Inject
    private ItemStore items;

    /** @param cursor where to go on; nowhere when empty */
    private record Found(List<ItemStore.Source> sources, Optional<String> cursor) {}

    /**
     * How many items a job would have.
     *
     * @throws CostlySearchException when its expression is given up on a row
     */
    Count count(Selection selection, Instant now) {
        if (selection instanceof Selection.OfIds ids) {
            return new Count(ids.runIds().size(), true);
        }
        if (selection instanceof Selection.OfRuns of) {
            return runs.count(of.page(now, Optional.empty(), 1));
        }
        Selection.OfEvents of = (Selection.OfEvents) selection;
        Count events = eventLog.count(of.page(now, Optional.empty(), 1));
        return new Count(events.total() * of.functionIds().size(), events.isExact());
    }

    /**
     * Writes a page of items down, in the caller's transaction.
     *
     * @throws CostlySearchException when the expression is given up on a row
     */
    Job next(Job job, Instant now) {
        Found found = find(SelectionJson.read(job.asked().selectionJson()), job);
        items.insert(job.id(), job.figures().total(), found.sources());
        return job.selected(found.sources().size(), Job.Progress.upTo(found.cursor()), now);
    }

    private Found find(Selection selection, Job job) {
        Optional<String> cursor = job.progress().to();
        Instant before = job.asked().createdAt();
        if (selection instanceof Selection.OfRuns of) {
            return found(runs.list(of.page(before, cursor, PAGE)), Selecting::source);
        }
        if (selection instanceof Selection.OfIds ids) {
            return new Found(
                    ids.runIds().stream()
                            .map(id -> new ItemStore.Source(id, Optional.empty()))
                            .toList(),
                    Optional.empty());
        }
        Selection.OfEvents of = (Selection.OfEvents) selection;
        cursor.filter(id -> eventLog.find(id).isEmpty()).ifPresent(id -> {
            throw new LostPlaceException(
                    "event " + id + ", up to which the events are written down, was deleted"
                            + " meanwhile, since it was older than gamelan.retention.events; ask for events that are kept longer");
        });
        return found(eventLog.list(of.page(before, cursor, PAGE)), event -> sources(event, of.functionIds()));
    }

    private static <T> Found found(Page<T> page, Function<T, Stream<ItemStore.Source>> sources) {
        return new Found(page.rows().stream().flatMap(sources).toList(), page.cursor());
    }

    private static Stream<ItemStore.Source> source(RunRecord run) {
        return Stream.of(new ItemStore.Source(run.id(), Optional.of(run.functionId())));
    }

    private static Stream<ItemStore.Source> sources(LoggedEvent event, List<String> functionIds) {
        return functionIds.stream().map(function -> new ItemStore.Source(event.id(), Optional.of(function)));
    }
}
