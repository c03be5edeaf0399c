package dev.gamelan.execution;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.wire.EventIds;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.eventlog.LoggedEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The events that say what became of a run, in the shapes of the reference. They are stored in the same commit as the end of
 * the run. A run that such an event has started sends none when it ends: functions that listen for them would never rest.
 */
final class Lifecycle {

    static final String FINISHED = "inngest/function.finished";
    static final String CANCELLED = "inngest/function.cancelled";
    static final String INVOKED = "inngest/function.invoked";

    private static final Set<String> SILENT = Set.of(FINISHED, CANCELLED, FunctionDefinition.FAILED_EVENT);

    private Lifecycle() {}

    static List<IncomingEvent> completed(Live run, LoggedEvent cause, String output) {
        return of(run, cause, "Completed", "\"result\":" + output, FINISHED);
    }

    static List<IncomingEvent> failed(Live run, LoggedEvent cause, RunError error) {
        return of(run, cause, "Failed", "\"error\":" + error.toJson(), FINISHED, FunctionDefinition.FAILED_EVENT);
    }

    static List<IncomingEvent> cancelled(Live run, LoggedEvent cause, RunError reason) {
        return of(run, cause, "Cancelled", "\"error\":" + reason.toJson(), CANCELLED);
    }

    private static List<IncomingEvent> of(Live run, LoggedEvent cause, String status, String result, String... names) {
        if (cause == null || SILENT.contains(cause.name())) {
            return List.of();
        }
        String event = cause.toJson();
        String correlation = run.parent
                .map(parent -> ",\"correlation_id\":\"" + parent.runId() + "." + parent.stepKey() + "\"")
                .orElse("");
        String data = "{\"function_id\":\"" + run.functionId + "\",\"run_id\":\"" + run.runId + "\",\"event\":" + event
                + ",\"events\":[" + event + "]," + result + correlation + ",\"_inngest\":{\"status\":\"" + status
                + "\"}}";
        return List.of(names).stream().map(name -> event(name, data)).toList();
    }

    /** An event of the server's own making. */
    static IncomingEvent event(String name, String data) {
        return new IncomingEvent(
                EventIds.next(),
                Optional.empty(),
                name,
                data,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
