package dev.gamelan.web.rest;

import dev.gamelan.execution.Runs;
import dev.gamelan.search.Paging;
import dev.gamelan.web.export.Exports;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;

/** All runs that the filters of the list leave: {@code /v1/runs/export}. */
@Path("runs/export")
@ApplicationScoped
public class RunsExportResource {

    private static final Set<String> PARAMETERS = ListParameters.forExport(RunQueries.PARAMETERS);

    private static final List<String> COLUMNS = List.of(
            "run_id",
            "function_id",
            "event_id",
            "status",
            "attempt",
            "queued_at",
            "run_started_at",
            "ended_at",
            "origin_run_id",
            "output",
            "error");

    @EJB
    private Runs runs;

    @Inject
    private ImportMarks marks;

    @Inject
    private Exports exports;

    /**
     * The newest first, {@code format=ndjson} (the objects of the list) or {@code csv}. A run that comes into being or is deleted
     * meanwhile may be missing; each other is there once.
     */
    @GET
    public Response export(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri, PARAMETERS);
        Exports.Rows<MarkedRun> rows = new Exports.Rows<>(
                "runs",
                COLUMNS,
                cursor -> ListParameters.found(() ->
                        marks.on(runs.list(RunQueries.read(parameters, new Paging(cursor, Exports.ROWS))))),
                RunsResource::toMarkedJson);
        return exports.answer(rows, ListParameters.format(parameters), RunQueries.cursor(parameters));
    }
}
