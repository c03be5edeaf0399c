package changing;

import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.Wait;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The version in which the runs begin; all come to rest in it. */
@ApplicationScoped
public class First {

    private static final Wait AN_HOUR = Wait.upTo(Duration.ofHours(1)).matching("data.key");

    public record Order(String key) {}

    @DurableFunction(id = "inserted")
    @OnEvent(name = "change/inserted")
    String inserted(Order order, Step step) {
        String a = step.run("a", () -> "a1");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a + " " + step.run("c", () -> "c1");
    }

    @DurableFunction(id = "removed")
    @OnEvent(name = "change/removed")
    String removed(Order order, Step step) {
        String a = step.run("a", () -> "a1");
        String b = step.run("b", () -> "b1");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a + " " + b;
    }

    @DurableFunction(id = "renamed")
    @OnEvent(name = "change/renamed")
    String renamed(Order order, Step step) {
        String a = step.run("old-name", () -> "a1");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a;
    }

    @DurableFunction(id = "reordered")
    @OnEvent(name = "change/reordered")
    String reordered(Order order, Step step) {
        String a = step.run("a", () -> "a1");
        String b = step.run("b", () -> "b1");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a + " " + b;
    }

    @DurableFunction(id = "kind-changed")
    @OnEvent(name = "change/kind-changed")
    @CancelOn(name = "change/stop", match = "data.key")
    String kindChanged(Order order, Step step) {
        String a = step.run("a", () -> "a1");
        Pending<String> other = step.planInvoke("other", "other", order, String.class, Duration.ofHours(1));
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a + " " + other.join();
    }

    @DurableFunction(id = "other")
    String other(Order order, Step step) {
        step.waitForEvent("go", "change/go-other", AN_HOUR);
        return "other1";
    }

    @DurableFunction(id = "type-changed")
    @OnEvent(name = "change/type-changed")
    String typeChanged(Order order, Step step) {
        String price = step.run("price", () -> "12 EUR");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return price;
    }

    @DurableFunction(id = "argument-changed")
    @OnEvent(name = "change/argument-changed")
    String argumentChanged(Order order, Step step) {
        String a = step.run("a", () -> "a1");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a + " " + order.key();
    }

    @DurableFunction(id = "gone")
    @OnEvent(name = "change/gone")
    String gone(Order order, Step step) {
        String a = step.run("a", () -> "a1");
        step.waitForEvent("go", "change/go", AN_HOUR);
        return a;
    }
}
