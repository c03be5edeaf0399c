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

    /** @param retryAfter in how many seconds the same request may succeed; null when there is no telling */
    private record Judgement(int status, String error, String retryAfter) {

        Judgement(int status, String error) {
            this(status, error, null);
        }
    }

    @Override
    public Response toResponse(Throwable thrown) {
        Judgement judgement = judge(thrown);
        return problem(judgement.status(), judgement.error())
                .header(HttpHeaders.RETRY_AFTER, judgement.retryAfter())
                .build();
    }

    /** What a problem says, for those who have answered already; what nobody expected is logged, as it would be otherwise. */
    public static String sentence(Throwable thrown) {
        return judge(thrown).error();
    }

    private static Judgement judge(Throwable thrown) {
        if (thrown instanceof WebApplicationException web) {
            return new Judgement(
                    web.getResponse().getStatus(),
                    web.getMessage(),
                    web.getResponse().getHeaderString(HttpHeaders.RETRY_AFTER));
        }
        if (thrown instanceof RefusedException refused) {
            return new Judgement(
                    switch (refused.reason()) {
                        case NOT_FOUND -> 404;
                        case CONFLICT -> 409;
                        case INVALID -> 400;
                    },
                    refused.getMessage());
        }
        if (DatabaseFailure.isOutage(thrown)) {
            LOG.log(
                    Level.WARNING,
                    "A request was answered with 503, the database does not answer: {0}",
                    thrown.toString());
            return new Judgement(
                    503,
                    "the database does not answer; nothing is known to be stored, send the same request again",
                    RETRY_AFTER_SECONDS);
        }
        LOG.log(Level.ERROR, "A request failed", thrown);
        return new Judgement(500, "internal error; the server's log says more");
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
