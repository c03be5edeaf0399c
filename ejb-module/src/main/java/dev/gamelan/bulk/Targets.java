package dev.gamelan.bulk;

import dev.gamelan.catalog.Functions;
import dev.gamelan.catalog.Moment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Which functions a job may start, and whose runs it may touch. */
@ApplicationScoped
class Targets {

    /** Why nothing is started of this function, if so. */
    Optional<Outcome> objectionToStart(String functionId, Moment moment) {
        Optional<Outcome> own = objection(functionId);
        if (own.isPresent()) {
            return own;
        }
        return moment.hasFunction(functionId)
                ? Optional.empty()
                : Optional.of(
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
