package dev.gamelan.test;

import dev.gamelan.event.EventName;
import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.OnFailure;
import dev.gamelan.function.RunFailure;
import dev.gamelan.function.Timeouts;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The function that most tests of the kit are about. */
public class Onboarding {

    @EventName("user/signed.up")
    public record SignedUp(String userId, String email) {}

    @EventName("user/activated")
    public record Activated(String userId, String plan) {}

    @EventName("user/deleted")
    public record Deleted(String userId) {}

    public record Contact(String id) {}

    public record Result(String contactId, boolean reminded) {}

    /** What happened outside. */
    final List<String> effects = new ArrayList<>();

    @DurableFunction(id = "onboard-user", retries = 2)
    @OnEvent(SignedUp.class)
    @CancelOn(value = Deleted.class, match = "data.userId")
    @Timeouts(finish = "P30D")
    Result onboard(SignedUp user, Step step) {
        step.run("welcome", () -> {
            effects.add("welcome " + user.email());
        });
        Pending<Contact> contact = step.plan("contact", () -> {
            effects.add("contact");
            return new Contact("c-" + user.userId());
        });
        Pending<Void> account = step.plan("account", () -> {
            effects.add("account");
        });
        step.joinAll(account);
        Optional<Activated> activated = step.waitForEvent(
                "activation", Activated.class, Wait.upTo(Duration.ofDays(3)).matching("data.userId"));
        if (activated.isEmpty()) {
            step.run("reminder", () -> {
                effects.add("reminder");
            });
        }
        return new Result(contact.join().id(), activated.isEmpty());
    }

    @OnFailure("onboard-user")
    void apologise(RunFailure<SignedUp> failure, Step step) {
        step.run("apologise", () -> {
            effects.add("sorry, " + failure.event().data().email() + ": " + failure.errorMessage());
        });
    }
}
