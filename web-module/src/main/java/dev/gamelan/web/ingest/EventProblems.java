package dev.gamelan.web.ingest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.InvalidEventException;
import jakarta.json.JsonArray;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Rejected events, in the words that SDKs expect: {@code {"ids":[],"status":400,"error":"…"}}. */
@Provider
public class EventProblems implements ExceptionMapper<InvalidEventException> {

    @Override
    public Response toResponse(InvalidEventException invalid) {
        return Response.status(invalid.status())
                .type(MediaType.APPLICATION_JSON)
                .entity(Jsons.object()
                        .add("ids", JsonArray.EMPTY_JSON_ARRAY)
                        .add("status", invalid.status())
                        .add("error", invalid.getMessage())
                        .build())
                .build();
    }
}
