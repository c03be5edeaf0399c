package dev.gamelan.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes with steps, cancellations, time limits and failure handlers; each is all that the author reads about. */
class DurableStepsMistakesTest {

    private static final String OK = "@DurableFunction(id = \"f\") ";
    private static final String ID_RULE = "' must have 1 to 128 characters out of letters, digits, '-' and '_'";

    @TempDir
    Path output;

    static Stream<Arguments> cancellations() {
        String either = "@CancelOn needs either a class or a name, and not both";
        String pattern = "' is a pattern: give each event that cancels an @CancelOn with its name";
        String path = "' must be a path into the event such as data.userId, of at most 256 characters";
        return Stream.of(
                argumentSet("neither", "match = \"data.id\"", either),
                argumentSet("both", "value = Named.class, name = \"a\"", either),
                argumentSet(
                        "class without name",
                        "Nameless.class",
                        "@CancelOn(demo.Bad.Nameless.class): annotate demo.Bad.Nameless with @EventName(\"the/name\"),"
                                + " or use @CancelOn(name = \"the/name\")"),
                argumentSet("pattern", "name = \"app/*\"", "@CancelOn: 'app/*" + pattern),
                argumentSet("pattern in a class", "Starred.class", "@CancelOn: 'app*" + pattern),
                argumentSet(
                        "control character", "name = \"\\t\"", "@CancelOn: event name contains a control character"),
                argumentSet("no path", "name = \"a\", match = \"userId\"", "@CancelOn: match 'userId" + path));
    }

    @ParameterizedTest
    @MethodSource("cancellations")
    void mistakeInACancellationIsNamed(String cancelOn, String message) {
        assertThat(compile(OK + "@CancelOn(" + cancelOn + ") void m() {}")).containsExactly(message);
    }

    static Stream<Arguments> timeLimits() {
        return Stream.of(
                argumentSet(
                        "words",
                        "start = \"3 days\"",
                        "@Timeouts: start '3 days' is no duration in ISO 8601; write for instance PT30S, PT1H or P3D"),
                argumentSet(
                        "short form",
                        "finish = \"1h\"",
                        "@Timeouts: finish '1h' is no duration in ISO 8601; write for instance PT30S, PT1H or P3D"),
                argumentSet("nothing", "start = \"PT0S\"", "@Timeouts: start must lie between PT1S and P366D, is PT0S"),
                argumentSet(
                        "too much",
                        "finish = \"P367D\"",
                        "@Timeouts: finish must lie between PT1S and P366D, is PT8808H"));
    }

    @ParameterizedTest
    @MethodSource("timeLimits")
    void mistakeInATimeLimitIsNamed(String timeouts, String message) {
        assertThat(compile(OK + "@Timeouts(" + timeouts + ") void m() {}")).containsExactly(message);
    }

    static Stream<Arguments> handlers() {
        return Stream.of(
                argumentSet(
                        "with a function",
                        OK + "@OnFailure(\"g\") void m() {}",
                        "@DurableFunction and @OnFailure do not go together:"
                                + " write a method of its own for @OnFailure(\"g\")"),
                argumentSet(
                        "with an event",
                        "@OnFailure(\"g\") @OnEvent(name = \"a\") void m() {}",
                        "@OnFailure and @OnEvent do not go together: a failure handler starts when a run of 'g' has"
                                + " failed and not otherwise; remove @OnEvent, or write a @DurableFunction for that"
                                + " event"),
                argumentSet(
                        "id too long",
                        "@OnFailure(\"" + "x".repeat(121) + "\") void m() {}",
                        "@OnFailure: id '" + "x".repeat(121) + "-failure" + ID_RULE),
                argumentSet(
                        "of no function's id",
                        "@OnFailure(\"a b\") void m() {}",
                        "@OnFailure: id 'a b-failure" + ID_RULE + "; 'a b' cannot be the id of a function"),
                argumentSet(
                        "of an empty id",
                        "@OnFailure(\"\") void m() {}",
                        "@OnFailure: '' cannot be the id of a function"),
                argumentSet(
                        "two of a function",
                        "@OnFailure(\"g\") void m() {} @OnFailure(\"g\") void n() {}",
                        "function id 'g-failure' is taken by demo.Bad.m"),
                argumentSet(
                        "id of another function",
                        "@DurableFunction(id = \"g-failure\") void m() {} @OnFailure(\"g\") void n() {}",
                        "function id 'g-failure' is taken by demo.Bad.m"),
                argumentSet(
                        "failure of a function that handles none",
                        OK + "void m(RunFailure<Named> failure) {}",
                        "parameter type dev.gamelan.function.RunFailure<demo.Bad.Named> is for failure handlers only:"
                                + " annotate the method with @OnFailure(\"the-function\") in place of"
                                + " @DurableFunction, or leave it out"),
                argumentSet(
                        "failure of a list",
                        "@OnFailure(\"g\") void m(RunFailure<List<String>> failure) {}",
                        "parameter type dev.gamelan.function.RunFailure<java.util.List<java.lang.String>>: RunFailure"
                                + " needs the type of its data, a class without type parameters, such as"
                                + " RunFailure<SignedUp>"));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void mistakeInAFailureHandlerIsNamed(String method, String message) {
        assertThat(compile(method)).containsExactly(message);
    }

    static Stream<Arguments> orphans() {
        String either = " does nothing without @DurableFunction or @OnFailure: add that, or remove ";
        String onEvent = "@OnEvent does nothing without @DurableFunction(id = \"…\"): add that, or remove @OnEvent";
        String cancelOn = "@CancelOn" + either + "@CancelOn";
        return Stream.of(
                argumentSet("event", "@OnEvent(name = \"a\")", onEvent),
                argumentSet("events", "@OnEvent(name = \"a\") @OnEvent(name = \"b\")", onEvent),
                argumentSet("cancellation", "@CancelOn(name = \"a\")", cancelOn),
                argumentSet("cancellations", "@CancelOn(name = \"a\") @CancelOn(name = \"b\")", cancelOn),
                argumentSet("time limits", "@Timeouts", "@Timeouts" + either + "@Timeouts"));
    }

    @ParameterizedTest
    @MethodSource("orphans")
    void annotationOfNoFunctionIsNamed(String annotations, String message) {
        assertThat(compile(annotations + " void m() {}")).containsExactly(message);
    }

    @Test
    void everyProblemOfEveryFunctionIsReportedWhereItIs() {
        Compilation compilation = compilation("""
                class Bad {
                    @DurableFunction(id = "a b", retries = 21)
                    @OnEvent(name = "x*") @OnEvent
                    @CancelOn(name = "y/*", match = "z") @CancelOn(Void.class)
                    @Timeouts(start = "1h", finish = "PT0S")
                    private void m(
                            int count,
                            List<String> names) {}

                    @OnFailure("a b") @OnEvent(name = "c")
                    static void n() {}

                    @DurableFunction(id = "a b")
                    void o() {}

                    @OnEvent(name = "d") @CancelOn(name = "e")
                    void p() {}
                }
                """);

        assertThat(compilation.problems())
                .extracting(problem -> problem.line() + " " + problem.message().substring(0, 36))
                .containsExactly(
                        "6 a durable function must not be priva",
                        "7 parameter type int is none of: a rec",
                        "8 parameter type java.util.List<java.l",
                        "6 @OnEvent: '*' must follow '/' or '.'",
                        "6 @OnEvent needs either a class or a n",
                        "6 @CancelOn: 'y/*' is a pattern: give ",
                        "6 @CancelOn: match 'z' must be a path ",
                        "6 @CancelOn needs either a class or a ",
                        "6 @Timeouts: start '1h' is no duration",
                        "6 @Timeouts: finish must lie between P",
                        "6 @DurableFunction: id 'a b' must have",
                        "11 a durable function must not be priva",
                        "11 @OnFailure and @OnEvent do not go to",
                        "11 @OnFailure: id 'a b-failure' must ha",
                        "14 function id 'a b' is taken by demo.B",
                        "14 @DurableFunction: id 'a b' must have",
                        "17 @OnEvent does nothing without @Durab",
                        "17 @CancelOn does nothing without @Dura");
    }

    /** Had another processor made the class later, the compiler would be silent, and so must this one not be. */
    @Test
    void eventClassThatIsGeneratedLaterIsRefused() {
        assertThat(compile(OK + "@CancelOn(Missing.class) void m() {}"))
                .contains("@CancelOn: class Missing does not exist, or is generated during this compilation;"
                        + " if so, use @CancelOn(name = \"the/name\")");
    }

    @ParameterizedTest
    @MethodSource("uncompilable")
    void whatDoesNotCompileIsLeftToTheCompiler(String method, String message) {
        assertThat(compile(method)).hasSize(1).first().asString().contains(message);
    }

    static Stream<Arguments> uncompilable() {
        return Stream.of(
                argumentSet("unknown time", OK + "@Timeouts(start = NO) void m() {}", "variable NO"),
                argumentSet("unknown match", OK + "@CancelOn(name = \"a\", match = NO) void m() {}", "variable NO"),
                argumentSet("no handled function", "@OnFailure void m() {}", "'value'"),
                argumentSet("unknown handled function", "@OnFailure(NO) void m() {}", "variable NO"),
                argumentSet("on a class", "@Timeouts class C {}", "not applicable"));
    }

    private List<String> compile(String method) {
        return compilation("""
                class Bad {
                    @EventName("app/a") record Named() {}
                    record Nameless() {}
                    @EventName("app*") record Starred() {}
                    %s
                }
                """.formatted(method)).messages();
    }

    private Compilation compilation(String source) {
        String imports = "package demo; import dev.gamelan.event.*; import dev.gamelan.function.*;"
                + " import dev.gamelan.step.Step; import java.util.List; ";
        return Compilation.of(output, "demo.Bad", imports + source);
    }
}
