package dev.gamelan.eventlog;

import dev.gamelan.search.Count;
import dev.gamelan.search.LostCursorException;
import dev.gamelan.search.Lots;
import dev.gamelan.search.Page;
import dev.gamelan.search.Search;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Pages of the log, and searching it. */
@ApplicationScoped
class EventList {

    @Inject
    private Lots lots;

    @Inject
    private EventStore store;

    Page<LoggedEvent> page(EventQuery query) {
        Optional<LoggedEvent> before = query.paging().cursor().map(this::find);
        return search(query, before).page(query.paging().limit(), LoggedEvent::characters, LoggedEvent::id);
    }

    private LoggedEvent find(String cursor) {
        return store.find(cursor).orElseThrow(() -> new LostCursorException(cursor, "an event in the log"));
    }

    Count count(EventQuery query) {
        return query.terms().isEmpty()
                ? lots.count(new EventSelection(query).count())
                : search(query, Optional.empty()).count();
    }

    private Search<LoggedEvent> search(EventQuery query, Optional<LoggedEvent> before) {
        EventSelection selection = new EventSelection(query);
        return new Search<>(
                (last, most) -> lots.read(
                        selection.page(last.or(() -> before), most), EventStore::read, LoggedEvent::characters, most),
                Optional.of(query.terms()).filter(terms -> !terms.isEmpty()).map(EventMatch::new));
    }
}
