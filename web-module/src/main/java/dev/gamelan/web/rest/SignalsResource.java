package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.SignalRequest;
import dev.gamelan.execution.Runs;
import dev.gamelan.web.problem.Problems;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Signals: {@code POST /v1/signals} with {@code {"signal": "…", "data": …}} wakes the run that waits for it. */
@Path("signals")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class SignalsResource {

    @EJB
    private Runs runs;

    @POST
    public Response send(InputStream body) {
        SignalRequest request = Bodies.read(body, SignalRequest.MAX_BYTES, SignalRequest::parse);
        return runs.signal(request.signal(), request.data())
                .map(runId -> Response.ok(
                                Envelope.of(Jsons.object().add("run_id", runId).build()))
                        .build())
                .orElseGet(() -> Problems.problem(404, "No signal found").build());
    }
}
