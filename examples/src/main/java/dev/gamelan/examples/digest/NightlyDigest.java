package dev.gamelan.examples.digest;

import dev.gamelan.event.Event;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Step;
import dev.gamelan.step.TypeRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * One run for each night: it sleeps until 02:00 where the subscriber lives, sends what has happened since the run before, and
 * hands on to the next night. A server that was down at 02:00 does it when it is back.
 */
@ApplicationScoped
public class NightlyDigest {

    private static final LocalTime TIME = LocalTime.of(2, 0);

    /** What was written right before the night may not be collected yet; it is left for the next digest. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger(NightlyDigest.class.getName());

    private final Comments comments;

    @Inject
    NightlyDigest(Comments comments) {
        this.comments = comments;
    }

    /** For the container's proxy. */
    protected NightlyDigest() {
        this(null);
    }

    @DurableFunction(id = "nightly-digest", name = "Send a digest every night")
    @OnEvent(DigestDue.class)
    @CancelOn(value = DigestStopped.class, match = "data.subscriber")
    int send(Event<DigestDue> event, Step step) {
        DigestDue due = event.data();
        // From the event's time, which is the same in every execution; the time of day would not be.
        Instant night = next(event.timestamp(), ZoneId.of(due.zone()));
        step.sleepUntil("night", night);

        List<String> texts = step.run(
                "collect",
                new TypeRef<List<String>>() {},
                () -> comments.between(due.subscriber(), event.timestamp().minus(LATE), night.minus(LATE)));
        if (!texts.isEmpty()) {
            step.run("mail", () -> LOG.log(Level.INFO, "Digest for {0}: {1}", due.subscriber(), texts));
        }
        // The event's time is where the next digest takes over. Its id: one successor, even for a run that is replayed.
        step.sendEvent(
                "next-night",
                OutgoingEvent.of(due).at(night).withId("digest-" + due.subscriber() + "-" + night.toEpochMilli()));
        return texts.size();
    }

    /** The first 02:00 after this moment; where clocks skip it, the first moment after the gap. */
    static Instant next(Instant after, ZoneId zone) {
        LocalDate day = after.atZone(zone).toLocalDate();
        Instant today = ZonedDateTime.of(day, TIME, zone).toInstant();
        return today.isAfter(after)
                ? today
                : ZonedDateTime.of(day.plusDays(1), TIME, zone).toInstant();
    }
}
