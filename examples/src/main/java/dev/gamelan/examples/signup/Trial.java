package dev.gamelan.examples.signup;

import dev.gamelan.event.Event;
import dev.gamelan.event.Events;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.examples.hello.Hello;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.RunContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;

/** Another event; a function that sends one itself, and refuses what no retry would mend. */
@ApplicationScoped
public class Trial {

    private static final Duration LENGTH = Duration.ofDays(14);

    public record Started(String userId, Instant endsAt) {}

    @Inject
    Events events;

    /**
     * In a transaction, which the greeting joins. Its id is the run's: should the run be started again after a crash, it is
     * not greeted twice.
     */
    @DurableFunction(id = "start-trial", name = "Start a trial")
    @OnEvent(SignedUp.class)
    @Transactional
    public Started start(Event<SignedUp> event, RunContext run) {
        SignedUp user = event.data();
        if (user.userId() == null || user.email() == null) {
            throw new NonRetriableException("app/user.signup needs userId and email in its data");
        }
        events.send(OutgoingEvent.of(new Hello(user.email())).withId(run.runId()));
        return new Started(user.userId(), event.timestamp().plus(LENGTH));
    }
}
