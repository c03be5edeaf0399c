package dev.gamelan.web.rest;

import dev.gamelan.transfer.Transfers;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;

/** One run with all that is known of it, for a report of a mistake: {@code /v1/runs/{id}/export}. */
@Path("runs/{id}/export")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RunExportResource {

    private final Clock clock = Clock.systemUTC();

    @EJB
    private Transfers transfers;

    @GET
    public Response export(@PathParam("id") String id) {
        String runId = Parameters.ulid(id, "a run");
        return transfers
                .read(runId)
                .map(run -> Response.ok(RunDocuments.write(run, clock.instant()))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"run-" + runId + ".json\"")
                        .build())
                .orElseThrow(() -> Parameters.notFound("run", id));
    }
}
