package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.InvalidEventException;
import dev.gamelan.engine.wire.SignalRequest;
import dev.gamelan.execution.Runs;
import dev.gamelan.web.problem.Problems;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
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
        SignalRequest request = read(body);
        return runs.signal(request.signal(), request.data())
                .map(runId -> Response.ok(
                                Envelope.of(Jsons.object().add("run_id", runId).build()))
                        .build())
                .orElseGet(() -> Problems.problem(404, "No signal found").build());
    }

    private static SignalRequest read(InputStream body) {
        try {
            return SignalRequest.parse(body.readNBytes(SignalRequest.MAX_BYTES + 1));
        } catch (InvalidEventException e) {
            throw new ClientErrorException(e.getMessage(), e.status(), e);
        } catch (IOException e) {
            throw new BadRequestException("the request ended before it was complete", e);
        }
    }
}
