package changing;

import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.RunContext;
import dev.gamelan.function.Timeouts;
import dev.gamelan.step.Step;
import dev.gamelan.step.Wait;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every function is changed in the way that its id says, and the one that is to be gone is. */
@ApplicationScoped
public class Second {

    private static final Wait AN_HOUR = Wait.upTo(Duration.ofHours(1)).matching("data.key");

    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    public record Order(String key) {}

    public record NumberedOrder(int key) {}

    @DurableFunction(id = "inserted")
    @OnEvent(name = "change/inserted")
    String inserted(Order order, Step step) {
        String a = step.run("a", () -> "a2");
        String b = step.run("b", () -> "b2");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a + " " + b + " " + step.run("c", () -> "c2") + " " + step.run("d", () -> "d2");
    }

    @DurableFunction(id = "removed")
    @OnEvent(name = "change/removed")
    String removed(Order order, Step step) {
        String a = step.run("a", () -> "a2");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a;
    }

    @DurableFunction(id = "renamed")
    @OnEvent(name = "change/renamed")
    String renamed(Order order, Step step) {
        String a = step.run("new-name", () -> "a2");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a;
    }

    @DurableFunction(id = "reordered")
    @OnEvent(name = "change/reordered")
    String reordered(Order order, Step step) {
        String b = step.run("b", () -> "b2");
        step.waitForEvent("go", "change/go", AN_HOUR);
        String a = step.run("a", () -> "a2");
        return b + " " + a;
    }

    @DurableFunction(id = "kind-changed")
    @OnEvent(name = "change/kind-changed")
    @CancelOn(name = "change/stop", match = "data.key")
    String kindChanged(Order order, Step step) {
        step.sleep("a", Duration.ofHours(1));
        return "slept";
    }

    @DurableFunction(id = "other")
    String other(Order order, Step step) {
        step.waitForEvent("go", "change/go-other", AN_HOUR);
        return "other2";
    }

    @DurableFunction(id = "type-changed")
    @OnEvent(name = "change/type-changed")
    int typeChanged(Order order, Step step) {
        int cents = step.run("price", () -> 1200);
        step.waitForEvent("go", "change/go", AN_HOUR);
        return cents;
    }

    @DurableFunction(id = "argument-changed")
    @OnEvent(name = "change/argument-changed")
    String argumentChanged(NumberedOrder order, Step step) {
        return step.run("a", () -> "a2") + " " + order.key();
    }

    /** Asks for something else when it is called again, as code does that was changed in between. */
    @DurableFunction(id = "moody")
    @OnEvent(name = "change/moody")
    @Timeouts(finish = "PT8S")
    void moody(Order order, Step step, RunContext run) {
        if (seen.add(run.runId())) {
            step.run("a", () -> "a");
        } else {
            step.sendEvent("a");
        }
        step.waitForEvent("go", "change/go", AN_HOUR);
    }

    @DurableFunction(id = "charge", replayable = false)
    @OnEvent(name = "change/charge")
    String charge(Order order) {
        return order.key();
    }
}
