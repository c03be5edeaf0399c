package dev.gamelan.execution;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.search.Count;
import dev.gamelan.search.Lot;
import dev.gamelan.search.Lots;
import dev.gamelan.search.Page;
import dev.gamelan.search.Search;
import dev.gamelan.search.Terms;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Pages of runs, and searching them. */
@ApplicationScoped
class RunList {

    @Inject
    private Lots lots;

    @EJB
    private EventLog events;

    Page<RunRecord> page(RunQuery query) {
        Page<Candidate> page = search(query, query.paging().cursor())
                .page(
                        query.paging().limit(),
                        candidate -> candidate.run().characters(),
                        candidate -> candidate.run().id());
        return page.with(page.rows().stream().map(Candidate::run).toList());
    }

    List<RunRecord> findAll(Collection<String> ids) {
        return lots.read(RunSelection.of(ids), RunList::read, RunRecord::characters, ids.size())
                .rows();
    }

    Count count(RunQuery query) {
        RunSelection selection = new RunSelection(query);
        if (selection.isNever()) {
            return Count.of(0);
        }
        return query.terms().isEmpty()
                ? lots.count(selection.count())
                : search(query, Optional.empty()).count();
    }

    private Search<Candidate> search(RunQuery query, Optional<String> cursor) {
        RunSelection selection = new RunSelection(query);
        Terms terms = query.terms();
        return new Search<>(
                (last, most) -> selection.isNever()
                        ? new Lot<>(List.of(), true)
                        : lot(
                                selection,
                                last.map(candidate -> candidate.run().id()).or(() -> cursor),
                                most,
                                terms.text().isPresent() || terms.mentions(RunQuery.EVENT)),
                Optional.of(terms).filter(some -> !some.isEmpty()).map(RunMatch::new));
    }

    private Lot<Candidate> lot(RunSelection selection, Optional<String> behind, int most, boolean withEvents) {
        Lot<RunRecord> lot = lots.read(selection.page(behind, most), RunList::read, RunRecord::characters, most);
        Map<String, LoggedEvent> byId = withEvents
                ? events.findAll(lot.rows().stream().map(RunRecord::eventId).collect(Collectors.toSet()))
                : Map.of();
        return new Lot<>(
                lot.rows().stream()
                        .map(run -> new Candidate(run, byId.get(run.eventId())))
                        .toList(),
                lot.isLast());
    }

    private static RunRecord read(ResultSet row) throws SQLException {
        return new RunRecord(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                RunStatus.valueOf(row.getString(4)),
                row.getInt(5),
                row.getString(6),
                row.getString(7),
                Sql.instant(row, 8),
                Sql.nullableInstant(row, 9),
                Sql.nullableInstant(row, 10),
                row.getString(11));
    }
}
