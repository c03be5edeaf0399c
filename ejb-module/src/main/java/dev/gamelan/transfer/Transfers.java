package dev.gamelan.transfer;

import dev.gamelan.commit.Notice;
import dev.gamelan.commit.Notices;
import dev.gamelan.database.AfterCommit;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.wire.RunDocument;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RefusedException;
import dev.gamelan.execution.RefusedException.Reason;
import dev.gamelan.execution.Runs;
import dev.gamelan.execution.Traces;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes runs out, and in: what comes in is over, is never executed, and starts nothing. */
@Stateless
public class Transfers {

    /** So far the clock of the other server may have been ahead. */
    private static final Duration AHEAD = Duration.ofDays(1);

    @Inject
    private Sql sql;

    @Inject
    private ForeignRunStore foreign;

    @Inject
    private ForeignAttemptStore attempts;

    @Inject
    private DocumentStore documents;

    @Inject
    private AfterCommit afterCommit;

    @Inject
    private Notices notices;

    @EJB
    private Runs runs;

    @EJB
    private Traces traces;

    @EJB
    private EventLog eventLog;

    /** All that is known of a run, if there is one. */
    public Optional<StoredRun> read(String runId) {
        return runs.find(runId)
                .flatMap(run -> traces.find(runId)
                        .map(trace -> new StoredRun(
                                run,
                                eventLog.find(run.eventId()),
                                trace.history(),
                                runs.orphans(runId),
                                foreign.function(runId).or(() -> documents.function(run.functionId())))));
    }

    /**
     * Stores a run of another server, all of it or nothing.
     *
     * @return its id, the same as there
     * @throws RefusedException when there is something else here under one of its ids, or one of its times is far ahead of now
     */
    public String store(RunDocument document) {
        RunDocument.Execution run = document.run();
        Instant now = sql.now();
        document.tooLate(now.plus(AHEAD)).ifPresent(problem -> {
            throw new RefusedException(Reason.INVALID, problem);
        });
        if (runs.find(run.id()).isPresent() || !foreign.claim(document, now)) {
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
        attempts.insert(run.id(), run.functionId(), document.attempts());
        afterCommit.run(() -> notices.tell(() -> noticesOf(document)));
        return run.id();
    }

    private static List<Notice> noticesOf(RunDocument document) {
        Notice run = Notice.ofRun(document.run().id(), document.run().functionId());
        return document.event()
                .map(event -> List.of(Notice.ofEvent(event.internalId()), run))
                .orElse(List.of(run));
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
