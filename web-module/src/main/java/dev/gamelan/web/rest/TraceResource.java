package dev.gamelan.web.rest;

import dev.gamelan.execution.Traces;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The history of a run: {@code /v1/runs/{id}/trace}. */
@Path("runs/{id}/trace")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class TraceResource {

    @EJB
    private Traces traces;

    /**
     * Spans of time of the run, its steps and the attempts at them, with what lay in between, and what the run waits for now. Payloads
     * of more than 64 Ki characters, and those after the first 4 Mi together, are told by their length.
     */
    @GET
    public JsonObject get(@PathParam("id") String id) {
        String runId = Parameters.ulid(id, "a run");
        return Envelope.of(traces.find(runId)
                .map(trace -> new TraceAnswer(trace).toJson())
                .orElseThrow(() -> Parameters.notFound("run", id)));
    }
}
