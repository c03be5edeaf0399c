package dev.gamelan.execution;

import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.telemetry.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** To which traces runs belong: those of the events that have started them. */
@ApplicationScoped
class RunTraces {

    @Inject
    private Telemetry telemetry;

    /** @param cause what started the run; null when it is lost */
    RunTrace of(String runId, LoggedEvent cause) {
        if (!telemetry.isOn() || cause == null) {
            return RunTrace.NONE;
        }
        return new RunTrace(telemetry, runId, Optional.of(telemetry.traceOf(cause.id(), cause.name(), cause.meta())));
    }
}
