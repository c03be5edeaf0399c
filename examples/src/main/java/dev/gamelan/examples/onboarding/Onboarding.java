package dev.gamelan.examples.onboarding;

import dev.gamelan.examples.onboarding.Crm.Contact;
import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.Wait;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Welcomes a user, waits up to three days for the activation, and reminds whoever has forgotten it. */
@ApplicationScoped
public class Onboarding {

    private static final Duration PATIENCE = Duration.ofDays(3);

    /** What came of it. */
    public record Outcome(String contactId, boolean reminded) {}

    private final Mailer mailer;
    private final Crm crm;

    @Inject
    Onboarding(Mailer mailer, Crm crm) {
        this.mailer = mailer;
        this.crm = crm;
    }

    /** For the container's proxy. */
    protected Onboarding() {
        this(null, null);
    }

    @DurableFunction(id = "onboard-user", name = "Onboard a user")
    @OnEvent(Registered.class)
    @CancelOn(value = Deleted.class, match = "data.userId")
    Outcome onboard(Registered user, Step step) {
        step.run("welcome", () -> mailer.send(step.idempotencyKey(), user.email(), "Welcome! Please activate"));

        Pending<Contact> contact = step.plan("create-contact", () -> crm.create(user.userId(), user.email()));
        Pending<Void> team = step.plan(
                "tell-the-team",
                () -> mailer.send(step.idempotencyKey(), "team@example.org", "New user " + user.userId()));
        step.joinAll(contact, team);

        Optional<Activated> activated = step.waitForEvent(
                "activation", Activated.class, Wait.upTo(PATIENCE).matching("data.userId"));
        if (activated.isEmpty()) {
            step.run("remind", () -> mailer.send(step.idempotencyKey(), user.email(), "You have not activated yet"));
        }
        return new Outcome(contact.join().id(), activated.isEmpty());
    }
}
