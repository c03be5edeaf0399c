package changing;

import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.Wait;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** What did not fit is mended, and what was gone is back. */
@ApplicationScoped
public class Third {

    private static final Wait AN_HOUR = Wait.upTo(Duration.ofHours(1)).matching("data.key");

    public record Order(String key) {}

    @DurableFunction(id = "kind-changed")
    @OnEvent(name = "change/kind-changed")
    @CancelOn(name = "change/stop", match = "data.key")
    String kindChanged(Order order, Step step) {
        String a = step.run("a", () -> "a3");
        Pending<String> other = step.planInvoke("other", "other", order, String.class, Duration.ofHours(1));
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a + " " + other.join();
    }

    @DurableFunction(id = "type-changed")
    @OnEvent(name = "change/type-changed")
    int typeChanged(Order order, Step step) {
        int cents = step.run("price-in-cents", () -> 1200);
        step.waitForEvent("go", "change/go", AN_HOUR);
        return cents;
    }

    @DurableFunction(id = "argument-changed")
    @OnEvent(name = "change/argument-changed")
    String argumentChanged(Order order, Step step) {
        String a = step.run("a", () -> "a3");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a + " " + order.key().length();
    }

    @DurableFunction(id = "gone")
    @OnEvent(name = "change/gone")
    String gone(Order order, Step step) {
        String a = step.run("a", () -> "a3");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a + " " + step.run("b", () -> "b3");
    }
}
