package dev.gamelan.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.Outcome;
import dev.gamelan.event.EventPattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionProcessorTest {

    private static final String PREAMBLE = """
            package demo;
            import dev.gamelan.event.Event;
            import dev.gamelan.event.EventName;
            import dev.gamelan.function.DurableFunction;
            import dev.gamelan.function.OnEvent;
            import dev.gamelan.function.RunContext;
            import jakarta.json.JsonObject;
            """;

    @TempDir
    Path output;

    @Test
    void callsTheMethodWithWhatItAsksForInItsOrder() throws Exception {
        GeneratedFunction function = compile("""
                public class Onboarding {
                    @EventName("app/user.signup") record SignedUp() {}

                    @DurableFunction(id = "f") @OnEvent(SignedUp.class)
                    String welcome(RunContext run, Event<SignedUp> event, JsonObject json, SignedUp user, Event<JsonObject> raw) {
                        return run.runId() + " " + event.data() + " " + json + " " + user + " " + raw.data() + " " + raw.id();
                    }
                }
                """);

        assertThat(function.invoke()).isEqualTo(new Outcome.Returned("R1 SignedUp[] {} SignedUp[] {} E1"));
    }

    @Test
    void definitionSaysWhatTheAnnotationsSay() throws Exception {
        GeneratedFunction function = compile("""
                public class Onboarding {
                    @EventName("app/user.signup") record SignedUp() {}

                    @DurableFunction(id = "welcome-mail", name = "Says \\"hello\\", C:\\\\users grüßt \uD83D\uDE00", retries = 0)
                    @OnEvent(SignedUp.class) @OnEvent(name = "billing/*") @OnEvent(name = "*")
                    void welcome() {}
                }
                """);

        FunctionDefinition expected = new FunctionDefinition(
                "welcome-mail",
                "Says \"hello\", C:\\users grüßt \uD83D\uDE00",
                0,
                List.of(new EventPattern("app/user.signup"), new EventPattern("billing/*"), new EventPattern("*")));
        assertThat(function.definition()).isEqualTo(expected);
        assertThat(function.listenerFunctionId()).isEqualTo("welcome-mail");
        assertThat(function.activation())
                .containsEntry("subscriptionName", expected.subscription())
                .containsEntry("messageSelector", expected.selector());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's",
                "\"quoted\"",
                "back\\slash",
                "\\u0041",
                "\\\\u000a",
                "C:\\users",
                "100%d %s %1$s",
                "größe/入力",
                "\uD83D\uDE00",
                "\\größe",
                "//",
                "\u2028",
                "${x} #{y}",
                "{@link X}",
                " "
            })
    void nastyEventNamesReachDefinitionAndSelectorUnchanged(String name) throws Exception {
        String literal = name.replace("\\", "\\\\").replace("\"", "\\\"");
        GeneratedFunction function = compile("public class Onboarding { @DurableFunction(id = \"f\") @OnEvent(name = \""
                + literal + "\") void welcome() {} }");

        assertThat(function.definition().triggers()).containsExactly(new EventPattern(name));
        assertThat(function.activation())
                .containsEntry("messageSelector", "eventName = '" + name.replace("'", "''") + "'");
    }

    @Test
    void subscribesDurablyAndSharedToTheTopicOfEvents() throws Exception {
        GeneratedFunction function = compile(
                "public class Onboarding { @DurableFunction(id = \"f\") @OnEvent(name = \"a\") void welcome() {} }");

        assertThat(function.activation())
                .containsAllEntriesOf(Map.of(
                        "resourceAdapter", "artemis",
                        "destinationType", "jakarta.jms.Topic",
                        "destination", "gamelan.events",
                        "subscriptionDurability", "Durable",
                        "shareSubscriptions", "true"));
    }

    @Test
    void resourceAdapterIsAnOption() throws Exception {
        GeneratedFunction function = compile(
                "public class Onboarding { @DurableFunction(id = \"f\") @OnEvent(name = \"a\") void welcome() {} }",
                "-Agamelan.resourceAdapter=other-ra");

        assertThat(function.activation()).containsEntry("resourceAdapter", "other-ra");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "void    | return;                       | null",
                "Void    | return null;                  | null",
                "int     | return 42;                    | 42",
                "<T> T   | return null;                  | null",
                "boolean | return this.hashCode() == -1; | false",
                "Hidden  | return new Hidden();          | Hidden[]",
            })
    void resultOfEveryKindIsReturned(String type, String body, String expected) throws Exception {
        GeneratedFunction function = compile(
                "public class Onboarding { private record Hidden() {} @DurableFunction(id = \"f\") @OnEvent(name = \"a\") "
                        + type + " welcome() { " + body + " } }");

        assertThat(function.invoke())
                .isInstanceOfSatisfying(
                        Outcome.Returned.class,
                        returned -> assertThat(String.valueOf(returned.value())).isEqualTo(expected));
    }

    @Test
    void checkedExceptionsReachTheOutcome() throws Exception {
        GeneratedFunction function = compile("""
                public class Onboarding {
                    @DurableFunction(id = "f") @OnEvent(name = "a")
                    protected void welcome() throws Exception { throw new java.io.IOException("gone"); }
                }
                """);

        assertThat(function.invoke())
                .isInstanceOfSatisfying(
                        Outcome.Thrown.class,
                        thrown -> assertThat(thrown.error())
                                .isInstanceOf(IOException.class)
                                .hasMessage("gone"));
    }

    @Test
    void staticNestedClassMayHoldFunctions() throws Exception {
        Compilation compilation = Compilation.of(output, "demo.Outer", PREAMBLE + """
                        interface Outer {
                            class Größe {
                                static class Inner {
                                    @DurableFunction(id = "f") @OnEvent(name = "a") int maß() { return 7; }
                                }
                            }
                        }
                        """);

        assertThat(compilation.problems()).isEmpty();
        assertThat(new GeneratedFunction(compilation, "demo.Outer_Größe_Inner_maß").invoke())
                .isEqualTo(new Outcome.Returned(7));
    }

    @Test
    void unnamedPackageMayHoldFunctions() throws Exception {
        Compilation compilation = Compilation.of(output, "Onboarding", PREAMBLE.replace("package demo;", "") + """
                        class Onboarding {
                            static class Data {}
                            static class Nested {
                                @DurableFunction(id = "f") @OnEvent(name = "a")
                                boolean welcome(Data data, Event<Data> event) { return data != event.data(); }
                            }
                        }
                        """);

        assertThat(compilation.problems()).isEmpty();
        assertThat(new GeneratedFunction(compilation, "Onboarding_Nested_welcome").invoke())
                .isEqualTo(new Outcome.Returned(true));
    }

    @Test
    void deprecatedAndGenericClassesCompileWithoutWarnings() throws Exception {
        GeneratedFunction function = compile("""
                @Deprecated
                public class Onboarding<T> {
                    @Deprecated(forRemoval = true) static class Old {}

                    @Deprecated @DurableFunction(id = "f") @OnEvent(name = "a")
                    String welcome(Old old, Event<Old> event) { return "ok"; }
                }
                """);

        assertThat(function.invoke()).isEqualTo(new Outcome.Returned("ok"));
    }

    private GeneratedFunction compile(String onboarding, String... options) throws Exception {
        Compilation compilation = Compilation.of(output, "demo.Onboarding", PREAMBLE + onboarding, options);
        assertThat(compilation.problems()).isEmpty();
        return new GeneratedFunction(compilation, "demo.Onboarding_welcome");
    }
}
