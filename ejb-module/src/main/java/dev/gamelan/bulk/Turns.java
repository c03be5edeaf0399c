package dev.gamelan.bulk;

import dev.gamelan.catalog.Moment;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.wire.EventIds;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.eventlog.EventLog;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The events that start the runs which work on jobs. */
@ApplicationScoped
class Turns {

    /** Its prefix is the server's own: nobody else can send it. */
    static final String EVENT = "inngest/bulk.requested";

    @EJB
    private EventLog eventLog;

    /**
     * In the caller's transaction.
     *
     * @return the event's internal id
     */
    String begin(String jobId, int number, Moment moment) {
        IncomingEvent event = new IncomingEvent(
                EventIds.next(),
                Optional.empty(),
                EVENT,
                Jsons.object().add("job", jobId).add("turn", number).build().toString(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        eventLog.acceptNew(List.of(event), moment);
        return event.internalId();
    }
}
