package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.RunDocument;
import dev.gamelan.transfer.Transfers;
import dev.gamelan.web.problem.Problems;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Stores a run that another server has exported, to be looked at: {@code /v1/runs/import}. One document at a time, since one can be large.
 */
@Path("runs/import")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RunImportResource {

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Semaphore free = new Semaphore(1);

    @EJB
    private Transfers transfers;

    /** @return 201 with the id of the run, which is the one that it had */
    @POST
    public Response store(InputStream body) {
        if (!free.tryAcquire()) {
            return Problems.problem(503, "another document is being imported; repeat the request later")
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        try {
            RunDocument document = Bodies.read(body, RunDocument.MAX_BYTES, RunDocument::parse);
            return Response.status(Response.Status.CREATED)
                    .entity(Envelope.of(Jsons.object()
                            .add("run_id", transfers.store(document))
                            .build()))
                    .build();
        } finally {
            free.release();
        }
    }
}
