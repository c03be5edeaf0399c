package dev.gamelan.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.deploy.Cancellation;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.Outcome;
import dev.gamelan.deploy.Suspension;
import dev.gamelan.deploy.TimeLimits;
import dev.gamelan.event.EventPattern;
import dev.gamelan.function.NonRetriableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated for functions with steps, cancellations, time limits, failure handlers. */
class DurableStepsTest {

    private static final String PREAMBLE = """
            package demo;
            import dev.gamelan.deploy.Suspension;
            import dev.gamelan.event.Event;
            import dev.gamelan.event.EventName;
            import dev.gamelan.function.CancelOn;
            import dev.gamelan.function.DurableFunction;
            import dev.gamelan.function.OnEvent;
            import dev.gamelan.function.OnFailure;
            import dev.gamelan.function.RunContext;
            import dev.gamelan.function.RunFailure;
            import dev.gamelan.function.Timeouts;
            import dev.gamelan.step.Step;
            import jakarta.json.JsonObject;
            """;

    @TempDir
    Path output;

    @Test
    void methodGetsItsSteps() throws Exception {
        GeneratedFunction function = compile("""
                public class Onboarding {
                    record SignedUp() {}

                    @DurableFunction(id = "f") @OnEvent(name = "a")
                    String welcome(SignedUp user, Step step, RunContext run) { return user + " " + step + " " + run.runId(); }
                }
                """);

        assertThat(function.invoke()).isEqualTo(new Outcome.Returned("SignedUp[] the steps R1"));
    }

    @Test
    void dataThatIsNotNamedComesAsJson() throws Exception {
        GeneratedFunction function = compile("""
                public class Onboarding {
                    @SuppressWarnings("rawtypes")
                    @OnFailure("f")
                    String welcome(Event<?> any, Event raw, RunFailure<?> failure, RunFailure rawFailure) {
                        return "" + (any.data() instanceof JsonObject) + (raw.data() instanceof JsonObject)
                                + (failure.event().data() instanceof JsonObject)
                                + (rawFailure.event().data() instanceof JsonObject);
                    }
                }
                """);

        assertThat(function.invoke()).isEqualTo(new Outcome.Returned("truetruetruetrue"));
    }

    @Test
    void definitionSaysWhatCancelsAndLimitsTheFunction() throws Exception {
        GeneratedFunction function = compile("""
                public class Onboarding {
                    @EventName("app/user.deleted") record Deleted() {}

                    @DurableFunction(id = "onboard", name = "Onboarding", retries = 7, replayable = false)
                    @OnEvent(name = "app/user.signup") @OnEvent(name = "app/user.invited")
                    @CancelOn(value = Deleted.class, match = "data.userId") @CancelOn(name = "app/\\"stop\\"")
                    @Timeouts(start = "PT1M30S", finish = "P3D")
                    void welcome() {}
                }
                """);

        assertThat(function.definition())
                .isEqualTo(new FunctionDefinition(
                        "onboard",
                        "Onboarding",
                        7,
                        List.of(new EventPattern("app/user.signup"), new EventPattern("app/user.invited")),
                        List.of(
                                new Cancellation("app/user.deleted", Optional.of("data.userId")),
                                new Cancellation("app/\"stop\"", Optional.empty())),
                        new TimeLimits(Optional.of(Duration.ofSeconds(90)), Optional.of(Duration.ofDays(3))),
                        Optional.empty(),
                        false));
    }

    @Test
    void emptyTimeLimitIsNone() throws Exception {
        GeneratedFunction function = compile("""
                public class Onboarding {
                    @DurableFunction(id = "f") @OnEvent(name = "a") @Timeouts(finish = "PT1S") void welcome() {}
                }
                """);

        assertThat(function.definition().timeLimits())
                .isEqualTo(new TimeLimits(Optional.empty(), Optional.of(Duration.ofSeconds(1))));
    }

    @Test
    void functionWithoutEventsIsOnlyInvoked() throws Exception {
        GeneratedFunction function = compile("""
                public class Onboarding {
                    @DurableFunction(id = "f") int welcome() { return 7; }
                }
                """);

        assertThat(function.definition().isSubscriber()).isFalse();
        assertThat(function.hasListener()).isFalse();
        assertThat(function.invoke()).isEqualTo(new Outcome.Returned(7));
    }

    @Test
    void failureHandlerIsAFunctionThatFailuresStart() throws Exception {
        GeneratedFunction function = compile("""
                public class Onboarding {
                    record SignedUp() {}

                    @OnFailure("onboard-user")
                    @CancelOn(name = "app/calm") @Timeouts(finish = "PT1H")
                    String welcome(RunFailure<SignedUp> failure, Step step) {
                        SignedUp user = failure.event().data();
                        return failure.functionId() + " " + failure.errorMessage() + " " + user + " " + step;
                    }
                }
                """);

        FunctionDefinition expected = new FunctionDefinition(
                "onboard-user-failure",
                "onboard-user failed",
                1,
                List.of(new EventPattern("inngest/function.failed")),
                List.of(new Cancellation("app/calm", Optional.empty())),
                new TimeLimits(Optional.empty(), Optional.of(Duration.ofHours(1))),
                Optional.of("onboard-user"),
                true);
        assertThat(function.definition()).isEqualTo(expected);
        assertThat(function.listenerFunctionId()).isEqualTo("onboard-user-failure");
        assertThat(function.activation()).containsEntry("messageSelector", expected.selector());
        assertThat(function.invoke()).isEqualTo(new Outcome.Returned("f gone SignedUp[] the steps"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Suspension.class,
                StackOverflowError.class,
                IOException.class,
                NonRetriableException.class,
                Throwable.class
            })
    void whatTheMethodThrowsPassesUntouched(Class<? extends Throwable> type) throws Exception {
        GeneratedFunction function = compile(
                """
                public class Onboarding {
                    static final Throwable THROWN = new %s(%s);

                    @DurableFunction(id = "f") void welcome(Step step) throws Throwable { throw THROWN; }
                }
                """.formatted(type.getName(), type.getPackageName().startsWith("dev.gamelan") ? "\"reason\"" : ""));

        Object thrown = function.beanField("THROWN");
        assertThat(thrown).isExactlyInstanceOf(type);
        assertThat(function.invoke()).isEqualTo(new Outcome.Thrown((Throwable) thrown));
    }

    /** People read generated code when they look for what their annotations came to. */
    @Test
    void definitionIsReadable() throws Exception {
        compile("""
                public class Onboarding {
                    @DurableFunction(id = "f", retries = 2) @OnEvent(name = "a") @OnEvent(name = "b/*")
                    @CancelOn(name = "c", match = "data.id") @Timeouts(start = "PT1H")
                    void welcome(Step step) {}
                }
                """);

        assertThat(Files.readString(output.resolve("demo/Onboarding_welcome_Function.java")))
                .contains("""
                                return new FunctionDefinition(
                                        "f",
                                        "f",
                                        2,
                                        List.of(new EventPattern("a"), new EventPattern("b/*")),
                                        List.of(new Cancellation("c", Optional.of("data.id"))),
                                        new TimeLimits(Optional.of(Duration.parse("PT1H")), Optional.empty()),
                                        Optional.empty(),
                                        true);
                        """.indent(0));
    }

    private GeneratedFunction compile(String onboarding) throws Exception {
        Compilation compilation = Compilation.of(output, "demo.Onboarding", PREAMBLE + onboarding);
        assertThat(compilation.problems()).isEmpty();
        return new GeneratedFunction(compilation, "demo.Onboarding_welcome");
    }
}
