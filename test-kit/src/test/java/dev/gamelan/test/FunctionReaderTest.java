package dev.gamelan.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gamelan.event.Event;
import dev.gamelan.event.EventName;
import dev.gamelan.event.Events;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.OnFailure;
import dev.gamelan.function.RunContext;
import dev.gamelan.function.RunFailure;
import dev.gamelan.function.Timeouts;
import dev.gamelan.step.Step;
import jakarta.json.JsonObject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionReaderTest {

    @EventName("a/b")
    public record Payload(int n) {}

    /** Everything that a function can be given. */
    public static class Everything extends Inherited {
        final List<Object> seen = new ArrayList<>();
        Events events;

        @DurableFunction(id = "everything", retries = 3)
        @OnEvent(Payload.class)
        @OnEvent(name = "a/*")
        void everything(
                Step step, Payload payload, JsonObject json, Event<Payload> event, Event<?> raw, RunContext run) {
            seen.addAll(List.of(payload, json.getInt("n"), event.data(), raw.data(), run));
            step.run("x", () -> {});
        }

        @DurableFunction(id = "sends")
        @OnEvent(name = "send")
        String sends() {
            return events.send(new Payload(2));
        }
    }

    /** Where a function is inherited from. */
    public static class Inherited {
        @DurableFunction(id = "inherited")
        @OnEvent(name = "inherited")
        String inherited() {
            return "inherited";
        }
    }

    @Test
    void givesAFunctionWhateverItAsksFor() {
        Everything bean = new Everything();
        FunctionTest test = FunctionTest.of(bean);

        TestRun run = test.send(new Payload(1));

        assertThat(test.runs()).as("both triggers match, one run").hasSize(1);
        assertThat(bean.seen.subList(0, 4))
                .containsExactly(new Payload(1), 1, new Payload(1), ((Event<?>) event(run)).data());
        RunContext context = (RunContext) bean.seen.get(4);
        assertThat(context.runId()).isEqualTo(run.id()).hasSize(26);
        assertThat(context.functionId()).isEqualTo("everything");
        assertThat(context.eventId()).hasSize(26);
        assertThat(context.attempt()).isZero();
        assertThat(context.maxAttempts()).isEqualTo(4);
    }

    private static Event<JsonObject> event(TestRun run) {
        return new Event<>(run.id(), "a/b", JsonbCodec.object("{\"n\":1}"), FunctionTest.START);
    }

    @Test
    void findsInheritedFunctions() {
        TestRun run = FunctionTest.of(new Everything()).send(OutgoingEvent.named("inherited", Map.of()));

        assertThat(run.result()).isEqualTo("inherited");
    }

    @Test
    void beansSendEventsWithoutSteps() {
        Everything bean = new Everything();
        FunctionTest test = FunctionTest.of(bean);
        bean.events = test.events();

        TestRun run = test.send(OutgoingEvent.named("send", Map.of()));

        assertThat(run.result(String.class)).hasSize(26);
        assertThat(test.sentEvents(Payload.class)).containsExactly(new Payload(2));
        assertThat(test.runs("everything")).hasSize(1);
    }

    /** Everything that can be wrong. */
    public static class Mistakes {

        @DurableFunction(id = "not an id")
        void id() {}

        @SuppressWarnings("UnusedMethod")
        @DurableFunction(id = "private")
        private void hidden() {}

        @DurableFunction(id = "twice")
        void first() {}

        @DurableFunction(id = "twice")
        void second() {}

        @DurableFunction(id = "trigger")
        @OnEvent
        void trigger() {}

        @DurableFunction(id = "no-event")
        @OnEvent(String.class)
        void noEvent() {}

        @DurableFunction(id = "match")
        @CancelOn(name = "a/b", match = "userId")
        void match() {}

        @DurableFunction(id = "limit")
        @Timeouts(finish = "3 days")
        void limit() {}

        @DurableFunction(id = "parameter")
        void parameter(List<Payload> payloads) {}

        @DurableFunction(id = "failure")
        void failure(RunFailure<Payload> failure) {}

        @Transactional
        @DurableFunction(id = "transaction")
        void transaction(Step step) {}

        @OnFailure("twice")
        @OnEvent(Payload.class)
        void handler() {}
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FunctionTest.of(new Mistakes(), "no functions"))
                .withMessageContaining("Mistakes.id: id 'not an id'")
                .withMessageContaining("Mistakes.hidden: a durable function must not be private")
                .withMessageContaining("several functions have the id 'twice'")
                .withMessageContaining("Mistakes.trigger: @OnEvent needs either a class or a name")
                .withMessageContaining("Mistakes.noEvent: java.lang.String has no @EventName")
                .withMessageContaining("Mistakes.match: match 'userId'")
                .withMessageContaining("Mistakes.limit: @Timeouts: finish '3 days'")
                .withMessageContaining("Mistakes.parameter: parameter type java.util.List<")
                .withMessageContaining("Mistakes.failure: RunFailure is for methods with @OnFailure only")
                .withMessageContaining("Mistakes.transaction: a function with steps outlives every transaction")
                .withMessageContaining("Mistakes.handler: @OnFailure goes together with neither")
                .withMessageContaining("java.lang.String has no method with @DurableFunction");
    }
}
