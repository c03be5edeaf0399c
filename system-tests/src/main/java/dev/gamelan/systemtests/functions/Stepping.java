package dev.gamelan.systemtests.functions;

import dev.gamelan.event.Event;
import dev.gamelan.event.EventName;
import dev.gamelan.event.Events;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.OnFailure;
import dev.gamelan.function.RunContext;
import dev.gamelan.function.RunFailure;
import dev.gamelan.function.Timeouts;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.StepFailedException;
import dev.gamelan.step.TypeRef;
import dev.gamelan.step.Wait;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions with steps of every kind; what their bodies do is counted in {@link Effects}. */
@ApplicationScoped
public class Stepping {

    @Inject
    Effects effects;

    @Inject
    Events events;

    public record Item(String name, int number) {}

    @DurableFunction(id = "sequence")
    @OnEvent(name = "test/sequence")
    List<String> sequence(JsonObject data, Step step, RunContext run) {
        Item first = step.run("first", () -> {
            effects.count(run.runId(), "first");
            return new Item("first", 1);
        });
        List<Item> items = step.run("list", new TypeRef<List<Item>>() {}, () -> List.of(first, new Item("second", 2)));
        for (int i = 0; i < 3; i++) {
            int number = i;
            step.run("loop", () -> effects.count(run.runId(), "loop-" + number));
        }
        return items.stream().map(item -> item.name() + item.number()).toList();
    }

    /** @param failures how many attempts of the step fail */
    @EventName("test/step-flaky")
    public record Flaky(int failures) {}

    @DurableFunction(id = "step-flaky", retries = 2)
    @OnEvent(Flaky.class)
    String flaky(Flaky flaky, Step step, RunContext run) {
        step.run("before", () -> effects.count(run.runId(), "before"));
        try {
            return step.run("flaky", () -> {
                effects.count(run.runId(), "flaky");
                if (step.attempt() < flaky.failures()) {
                    throw new IllegalStateException("attempt " + step.attempt() + " fails");
                }
                return "attempt " + step.attempt();
            });
        } catch (StepFailedException e) {
            return step.run("compensate", () -> "compensated " + e.errorMessage());
        }
    }

    @DurableFunction(id = "no-retries")
    @OnEvent(name = "test/no-retries")
    void noRetries(Step step) {
        step.withRetries(0).run("once", () -> {
            throw new IllegalStateException("fails");
        });
    }

    @OnFailure("no-retries")
    String tell(RunFailure<JsonObject> failure, Step step) {
        return step.run(
                "tell",
                () -> failure.functionId() + " " + failure.errorName() + " "
                        + failure.event().data());
    }

    @DurableFunction(id = "sleeper")
    @OnEvent(name = "test/sleeper")
    String sleeper(JsonObject data, Step step, RunContext run) {
        step.run("before", () -> effects.count(run.runId(), "before"));
        step.sleep("nap", Duration.ofMillis(data.getInt("millis")));
        step.sleep("nothing", Duration.ZERO);
        step.run("after", () -> effects.count(run.runId(), "after"));
        return "rested";
    }

    @EventName("test/waiter")
    public record Waiter(String key, int millis) {}

    @EventName("test/awaited")
    public record Awaited(String key, int number) {}

    @DurableFunction(id = "waiter")
    @OnEvent(Waiter.class)
    int waiter(Waiter waiter, Step step) {
        Optional<Awaited> awaited = step.waitForEvent(
                "wait",
                Awaited.class,
                Wait.upTo(Duration.ofMillis(waiter.millis())).matching("data.key"));
        return awaited.map(Awaited::number).orElse(-1);
    }

    /** Each event is given to one of the waits. */
    @DurableFunction(id = "collector")
    @OnEvent(name = "test/collector")
    String collector(JsonObject data, Step step) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Optional<Event<JsonObject>> event = step.waitForEvent(
                    "wait", "test/collected", Wait.upTo(Duration.ofSeconds(30)).matching("data.key"));
            numbers.add(
                    event.map(e -> String.valueOf(e.data().getInt("number"))).orElse("nothing"));
        }
        return String.join(" ", numbers);
    }

    @DurableFunction(id = "signalled")
    @OnEvent(name = "test/signalled")
    String signalled(JsonObject data, Step step) {
        return step.waitForSignal(
                        "signal", data.getString("signal"), Item.class, Duration.ofMillis(data.getInt("millis")))
                .map(Item::name)
                .orElse("nothing");
    }

    @DurableFunction(id = "signalling")
    @OnEvent(name = "test/signalling")
    boolean signalling(JsonObject data, Step step) {
        return step.sendSignal("send", data.getString("signal"), new Item("by another run", 1));
    }

    @DurableFunction(id = "sender")
    @OnEvent(name = "test/sender")
    int sender(JsonObject data, Step step) {
        List<String> ids = step.sendEvent(
                "send",
                new Awaited(data.getString("key"), 7),
                OutgoingEvent.named("test/sequence", Map.of("from", "sender")));
        return ids.size();
    }

    @DurableFunction(id = "child")
    Item child(Item item, Step step) {
        return step.run("work", () -> {
            if (item.number() < 0) {
                throw new NonRetriableException("negative");
            }
            return new Item(item.name() + " seen", item.number() + 1);
        });
    }

    @DurableFunction(id = "parent")
    @OnEvent(name = "test/parent")
    String parent(JsonObject data, Step step) {
        try {
            Item item = step.invoke("call", Stepping::child, new Item("item", data.getInt("number")));
            return item.name() + " " + item.number();
        } catch (StepFailedException e) {
            return e.errorMessage();
        }
    }

    @DurableFunction(id = "many-children")
    @OnEvent(name = "test/many-children")
    int manyChildren(JsonObject data, Step step, RunContext run) {
        List<Pending<Item>> children = new ArrayList<>();
        for (int i = 0; i < data.getInt("children"); i++) {
            children.add(step.planInvoke("child-" + i, Stepping::child, new Item("item", i)));
        }
        step.joinAll(children);
        step.run("continue", () -> effects.count(run.runId(), "continue"));
        return children.stream().mapToInt(child -> child.join().number()).sum();
    }

    @DurableFunction(id = "calls-nobody")
    @OnEvent(name = "test/calls-nobody")
    void callsNobody(Step step) {
        step.invoke("call", "nobody", Map.of(), String.class, Duration.ofSeconds(5));
    }

    @DurableFunction(id = "impatient")
    @OnEvent(name = "test/impatient")
    void impatient(Step step) {
        step.invoke("call", "sleeper", Map.of("millis", 60_000), String.class, Duration.ofMillis(300));
    }

    @DurableFunction(id = "side-by-side", retries = 1)
    @OnEvent(name = "test/side-by-side")
    int sideBySide(JsonObject data, Step step, RunContext run) {
        int branches = data.getInt("branches");
        step.run("start", () -> effects.count(run.runId(), "start"));
        List<Pending<Integer>> steps = new ArrayList<>();
        for (int i = 0; i < branches; i++) {
            int number = i;
            steps.add(step.plan("branch-" + i, () -> {
                effects.together(run.runId(), branches);
                effects.count(run.runId(), "branch-" + number);
                return number;
            }));
        }
        step.joinAll(steps);
        step.run("continue", () -> effects.count(run.runId(), "continue"));
        return steps.stream().mapToInt(Pending::join).sum();
    }

    /**
     * @param stages how many steps go on side by side in each of the stages that follow each other
     * @param late whether what is planned is joined after the last stage and not at the end of its own
     */
    @EventName("test/graph")
    public record Graph(List<Integer> stages, boolean late) {}

    @DurableFunction(id = "graph", retries = 0)
    @OnEvent(Graph.class)
    int graph(Graph graph, Step step, RunContext run) {
        List<Pending<Integer>> open = new ArrayList<>();
        int number = 0;
        for (int width : graph.stages()) {
            List<Pending<Integer>> stage = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                String name = "node-" + number++;
                stage.add(step.plan(name, () -> effects.count(run.runId(), name)));
            }
            if (graph.late()) {
                stage.get(0).join(); // the others of the stage have started with it
            } else {
                step.joinAll(stage);
            }
            open.addAll(stage);
        }
        step.run("continue", () -> effects.count(run.runId(), "continue"));
        return open.stream().mapToInt(Pending::join).sum();
    }

    @EventName("test/cancellable")
    public record Cancellable(String key, int millis) {}

    @DurableFunction(id = "cancellable")
    @OnEvent(Cancellable.class)
    @CancelOn(name = "test/cancel", match = "data.key")
    String cancellable(Cancellable cancellable, Step step, RunContext run) {
        step.run("before", () -> effects.count(run.runId(), "before"));
        step.sleep("nap", Duration.ofMillis(cancellable.millis()));
        step.run("after", () -> effects.count(run.runId(), "after"));
        return "done";
    }

    /** Cancelled by the next event of the same name; never by its own. */
    @DurableFunction(id = "newest-wins")
    @OnEvent(name = "test/newest")
    @CancelOn(name = "test/newest", match = "data.key")
    String newestWins(Step step) {
        step.sleep("settle", Duration.ofSeconds(2));
        return "won";
    }

    @DurableFunction(id = "late")
    @OnEvent(name = "test/late")
    @Timeouts(finish = "PT1S")
    void late(Step step) {
        step.sleep("long", Duration.ofMinutes(1));
    }

    @DurableFunction(id = "swallower")
    @OnEvent(name = "test/swallower")
    String swallower(Step step) {
        try {
            step.sleep("nap", Duration.ofMillis(50));
        } catch (Exception e) {
            return "swallowed";
        }
        return "slept";
    }

    @DurableFunction(id = "nested", retries = 3)
    @OnEvent(name = "test/nested")
    void nested(Step step) {
        step.run("outer", () -> step.run("inner", () -> "never"));
    }

    @DurableFunction(id = "big-result", retries = 0)
    @OnEvent(name = "test/big-result")
    void bigResult(JsonObject data, Step step) {
        step.run("big", () -> switch (data.getString("what")) {
            case "nul" -> "a\0b";
            case "error" -> throw new IllegalStateException("\0" + "x".repeat(5_000_000));
            default -> "x".repeat(10_000_000);
        });
    }

    @DurableFunction(id = "ledger")
    @OnEvent(name = "test/ledger")
    String ledger(JsonObject data, Step step, RunContext run) {
        step.transactional("book", () -> {
            effects.bookInTransaction(run.runId());
            events.send("test/booked", Map.of("run", run.runId()));
            if (data.getBoolean("fail", false) && step.attempt() == 0) {
                throw new IllegalStateException("after the row was written");
            }
        });
        return "booked " + effects.booked(run.runId());
    }

    /** Started by an event that was sent in a transaction. */
    @DurableFunction(id = "bookkeeper")
    @OnEvent(name = "test/booked")
    String bookkeeper(JsonObject data, Step step) {
        return step.run("note", () -> data.getString("run"));
    }

    /** How tests learn what was done in another run. */
    @DurableFunction(id = "effects")
    @OnEvent(name = "test/effects")
    Map<String, Integer> effects(JsonObject data) {
        return effects.of(data.getString("run"));
    }
}
