package dev.gamelan.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gamelan.processor.Compilation.Problem;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that the author reads about at compile time, at the method that has them. */
class FunctionMistakesTest {

    private static final String OK = "@DurableFunction(id = \"f\") @OnEvent(name = \"a\") ";

    @TempDir
    Path output;

    static Stream<Arguments> methods() {
        String modifiers = "must not be private, static or abstract";
        String parameter = "is none of: a record, bean or JsonObject for the event's data; Event<T>; Step; RunContext";
        String retries = "retries must lie between 0 and 20, is ";
        String eleven = IntStream.range(0, 11)
                .mapToObj(i -> "@OnEvent(name = \"a" + i + "\") ")
                .collect(Collectors.joining());
        return Stream.of(
                argumentSet("private method", OK + "private void m() {}", modifiers),
                argumentSet("static method", OK + "static void m() {}", modifiers),
                argumentSet("eleven triggers", "@DurableFunction(id = \"f\") " + eleven + "void m() {}", "has 11"),
                argumentSet("name and class", on("value = Named.class, name = \"a\""), "either a class or a name"),
                argumentSet("neither name nor class", on(""), "either a class or a name"),
                argumentSet("class without name", on("Nameless.class"), "annotate demo.Bad.Nameless with @EventName"),
                argumentSet("primitive as event", on("int.class"), "@OnEvent(int.class)"),
                argumentSet("array as event", on("Named[].class"), "@OnEvent(demo.Bad.Named[].class)"),
                argumentSet("bad wildcard", on("name = \"app/*/x\""), "'*' may only be the last character"),
                argumentSet("bad wildcard in class", on("Starred.class"), "'*' must follow '/' or '.'"),
                argumentSet("name too long", on("name = \"" + "n".repeat(513) + "\""), "1 to 512 characters, has 513"),
                argumentSet("control character", on("name = \"a\\nb\""), "control character"),
                argumentSet("bad id", with("id = \"a b\""), "id 'a b'"),
                argumentSet("empty id", with("id = \"\""), "id ''"),
                argumentSet("too many retries", with("id = \"f\", retries = 21"), retries + "21"),
                argumentSet("negative retries", with("id = \"f\", retries = -1"), retries + "-1"),
                argumentSet("name of two lines", with("id = \"f\", name = \"a\\nb\""), "name must have at most 255"),
                argumentSet(
                        "generic parameter",
                        OK + "void m(List<String> names) {}",
                        "List<java.lang.String> " + parameter),
                argumentSet("primitive parameter", OK + "void m(int count) {}", "int " + parameter),
                argumentSet("array parameter", OK + "void m(Named[] all) {}", "Named[] " + parameter),
                argumentSet("varargs parameter", OK + "void m(Named... all) {}", parameter),
                argumentSet("type variable", OK + "<T> void m(T t) {}", "T " + parameter),
                argumentSet(
                        "event of some type", OK + "void m(Event<? extends Named> e) {}", "such as Event<SignedUp>"),
                argumentSet(
                        "event of list", OK + "void m(Event<List<String>> e) {}", "Event needs the type of its data"),
                argumentSet("private parameter type", OK + "void m(Hidden h) {}", "Hidden must not be private"),
                argumentSet("private data type", OK + "void m(Event<Hidden.Deep> e) {}", "Deep must not be private"),
                argumentSet("duplicate id", OK + "void m() {} " + OK + "void n() {}", "'f' is taken by demo.Bad.m"),
                argumentSet(
                        "overloaded",
                        OK + "void m() {} " + with("id = \"g\"", "void m(Named n)"),
                        "different method names"));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void mistakeInAMethodIsNamed(String method, String message) {
        assertRefused("""
                class Bad {
                    @EventName("app/a") record Named() {}
                    record Nameless() {}
                    @EventName("app*") record Starred() {}
                    private static class Hidden { static class Deep {} }
                    %s
                }
                """.formatted(method), message);
    }

    static Stream<Arguments> classes() {
        String concrete = "concrete top-level or static nested class";
        String body = " { " + OK + "%s void m() {} }";
        return Stream.of(
                argumentSet("abstract class", "abstract class Bad" + body.formatted(""), concrete),
                argumentSet("interface", "interface Bad" + body.formatted("default"), concrete),
                argumentSet("record", "record Bad()" + body.formatted(""), concrete),
                argumentSet("enum", "enum Bad { A; " + OK + "void m() {} }", concrete),
                argumentSet("inner class", "class Bad { class Inner" + body.formatted("") + "}", concrete),
                argumentSet(
                        "private", "class Bad { private static class P" + body.formatted("") + "}", "not be private"),
                argumentSet(
                        "inside a private class",
                        "class Bad { private static class P { static class Q" + body.formatted("") + "}}",
                        "class of a durable function must not be private"),
                argumentSet("abstract method", "abstract class Bad { " + OK + "abstract void m(); }", "abstract"),
                argumentSet("on a class", "@DurableFunction(id = \"f\") class Bad {}", "not applicable"));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void mistakeInAClassIsNamed(String source, String message) {
        assertRefused(source, message);
    }

    static Stream<Arguments> uncompilable() {
        return Stream.of(
                argumentSet("missing id", "class Bad { @DurableFunction @OnEvent(name = \"a\") void m() {} }", "'id'"),
                argumentSet(
                        "unknown id",
                        "class Bad { @DurableFunction(id = NO) @OnEvent(name = \"a\") void m() {} }",
                        "NO"),
                argumentSet("unknown event name", "class Bad { " + on("name = NO") + "}", "variable NO"),
                argumentSet("unknown event class", "class Bad { " + on("Missing.class") + "}", "class Missing"),
                argumentSet(
                        "unknown name of a class",
                        "class Bad { @EventName(NO) record D() {} " + on("D.class") + "}",
                        "variable NO"),
                argumentSet(
                        "unknown parameter", "class Bad { " + OK + "void m(Missing missing) {} }", "class Missing"));
    }

    @ParameterizedTest
    @MethodSource("uncompilable")
    void whatDoesNotCompileIsLeftToTheCompiler(String source, String message) {
        assertRefused(source, message);
    }

    private void assertRefused(String source, String message) {
        String imports =
                "package demo; import dev.gamelan.event.*; import dev.gamelan.function.*; import java.util.List; ";
        Compilation compilation = Compilation.of(output, "demo.Bad", imports + source);

        assertThat(compilation.problems())
                .extracting(Problem::message)
                .anySatisfy(problem -> assertThat(problem).contains(message));
        assertThat(compilation.problems()).extracting(Problem::file).containsOnly("Bad.java");
    }

    private static String on(String trigger) {
        return "@DurableFunction(id = \"f\") @OnEvent(" + trigger + ") void m() {} ";
    }

    private static String with(String function) {
        return with(function, "void m()");
    }

    private static String with(String function, String method) {
        return "@DurableFunction(" + function + ") @OnEvent(name = \"a\") " + method + " {} ";
    }
}
