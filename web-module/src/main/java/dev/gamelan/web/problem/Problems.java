package dev.gamelan.web.problem;

import dev.gamelan.database.DatabaseFailure;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.execution.RefusedException;
import jakarta.json.JsonValue;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;

/**
 * Everything that goes wrong, as {@code {"error":"…","data":null,"status":N}}. A database that does not answer is 503 and
 * worth repeating; what nobody expected is 500, with the cause in the server's log only.
 */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());
    private static final String RETRY_AFTER_SECONDS = "1";

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException web) {
            return problem(web.getResponse().getStatus(), web.getMessage())
                    .header(HttpHeaders.RETRY_AFTER, web.getResponse().getHeaderString(HttpHeaders.RETRY_AFTER))
                    .build();
        }
        if (thrown instanceof RefusedException refused) {
            return problem(
                            switch (refused.reason()) {
                                case NOT_FOUND -> 404;
                                case CONFLICT -> 409;
                                case INVALID -> 400;
                            },
                            refused.getMessage())
                    .build();
        }
        if (DatabaseFailure.isOutage(thrown)) {
            LOG.log(
                    Level.WARNING,
                    "A request was answered with 503, the database does not answer: {0}",
                    thrown.toString());
            return problem(
                            503,
                            "the database does not answer; nothing is known to be stored, send the same request again")
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        LOG.log(Level.ERROR, "A request failed", thrown);
        return problem(500, "internal error; the server's log says more").build();
    }

    public static Response.ResponseBuilder problem(int status, String error) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Jsons.object()
                        .add("error", error)
                        .add("data", JsonValue.NULL)
                        .add("status", status)
                        .build());
    }
}
