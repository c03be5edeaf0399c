package dev.gamelan.web.problem;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.resource.ResourceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Set;

/**
 * Everything that goes wrong, as {@code {"error":"…","data":null,"status":N}}. A database that does not answer is 503 and
 * worth repeating; what nobody expected is 500, with the cause in the server's log only.
 */
@Provider
public class Problems implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());
    private static final String RETRY_AFTER_SECONDS = "1";

    /** Connection lost, deadlock or serialisation, no resources, lock timeout, shut down or cancelled, system error. */
    private static final Set<String> OUTAGES = Set.of("08", "40", "53", "55", "57", "58", "HY");

    /** H2: connection broken, database closed, object closed. */
    private static final Set<String> H2_OUTAGES = Set.of("90067", "90098", "90007");

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException web) {
            return problem(web.getResponse().getStatus(), web.getMessage()).build();
        }
        if (isDatabaseFailure(thrown)) {
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
                .entity(Json.createObjectBuilder()
                        .add("error", error)
                        .add("data", JsonValue.NULL)
                        .add("status", status)
                        .build());
    }

    private static boolean isDatabaseFailure(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResourceException || (cause instanceof SQLException e && isOutage(e))) {
                return true;
            }
        }
        return false;
    }

    /** By the class of its SQLSTATE; the container's own exceptions, when it gets no connection, have none. */
    private static boolean isOutage(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || state.length() < 2
                || OUTAGES.contains(state.substring(0, 2))
                || H2_OUTAGES.contains(state);
    }
}
