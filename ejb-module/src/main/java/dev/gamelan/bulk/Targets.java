package dev.gamelan.bulk;

import dev.gamelan.catalog.Functions;
import dev.gamelan.catalog.Moment;
import dev.gamelan.function.RetryAfterException;
import dev.gamelan.platform.Settings;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Which functions a job may start, and whose runs it may touch. */
@ApplicationScoped
class Targets {

    @EJB
    private Functions functions;

    @Inject
    private Settings settings;

    /**
     * Why nothing is started of this function, if so.
     *
     * @throws RetryAfterException when no server has it, but this one has not been there for long enough to tell
     */
    Optional<Outcome> objectionToStart(String functionId, Moment moment) {
        Optional<Outcome> own = objection(functionId);
        if (own.isPresent()) {
            return own;
        }
        if (moment.hasFunction(functionId)) {
            return Optional.empty();
        }
        Optional<Duration> delay = Patience.of(settings.deploymentSettles()).lookAgainAfter(functions.quietFor());
        if (delay.isPresent()) {
            throw new RetryAfterException(
                    "no server has the function " + functionId
                            + " yet; its module may still be starting here, so this is tried again",
                    delay.get());
        }
        return Optional.of(
                Outcome.failed("no server has the function " + functionId + " now; deploy it and ask again"));
    }

    /** Why no run of this function, which exists, is run again, if so. */
    Optional<Outcome> objectionToRepeat(String functionId, Moment moment) {
        return moment.isReplayable(functionId)
                ? Optional.empty()
                : Optional.of(Outcome.skipped("the function " + functionId
                        + " is not replayable: what it does must not happen a second time; rerun single runs with"
                        + " \"force\": true"));
    }

    /** Why nothing is done to a run of this function, if so: jobs that work on each other would never rest. */
    Optional<Outcome> objection(String functionId) {
        return functionId.equals(Functions.OWN)
                ? Optional.of(Outcome.skipped("it is the run of a bulk job; see GET /v1/bulk"))
                : Optional.empty();
    }
}
