package dev.gamelan.transfer;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.wire.RunDocument;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RefusedException;
import dev.gamelan.execution.RefusedException.Reason;
import dev.gamelan.execution.Runs;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes runs out, and in: what comes in is over, is never executed, and starts nothing. */
@Stateless
public class Transfers {

    @Inject
    private Sql sql;

    @Inject
    private ForeignRunStore foreign;

    @Inject
    private DocumentStore documents;

    @EJB
    private Runs runs;

    @EJB
    private EventLog eventLog;

    /** All that is known of a run, if there is one. */
    public Optional<StoredRun> read(String runId) {
        return runs.find(runId)
                .map(run -> new StoredRun(
                        run,
                        eventLog.find(run.eventId()),
                        documents.steps(runId),
                        foreign.function(runId).or(() -> documents.function(run.functionId()))));
    }

    /**
     * Stores a run of another server, all of it or nothing.
     *
     * @return its id, the same as there
     * @throws RefusedException when there is something else here under one of its ids
     */
    public String store(RunDocument document) {
        RunDocument.Execution run = document.run();
        if (runs.find(run.id()).isPresent() || !foreign.claim(document, sql.now())) {
            throw new RefusedException(
                    Reason.CONFLICT, "run.run_id: run " + run.id() + " is here already; nothing was stored");
        }
        document.event().map(Transfers::logged).ifPresent(event -> {
            if (!eventLog.keepForeign(event)) {
                throw new RefusedException(
                        Reason.CONFLICT,
                        "event.internal_id: another event is here as " + event.id() + "; nothing was stored");
            }
        });
        foreign.insert(document);
        return run.id();
    }

    /** Those of these runs that were imported, by id. */
    public Map<String, Imported> among(Collection<String> runIds) {
        return runIds.isEmpty()
                ? Map.of()
                : foreign.among(runIds).stream().collect(Collectors.toMap(Imported::runId, Function.identity()));
    }

    private static LoggedEvent logged(RunDocument.Event event) {
        return new LoggedEvent(
                event.internalId(),
                event.externalId().orElse(null),
                event.internalId(),
                event.name(),
                event.data(),
                event.user().orElse(null),
                event.meta().orElse(null),
                event.version().orElse(null),
                event.timestamp(),
                event.receivedAt());
    }
}
