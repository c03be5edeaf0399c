package dev.gamelan.engine.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.gamelan.step.Body;
import dev.gamelan.step.Pending;
import dev.gamelan.step.Step;
import dev.gamelan.step.TypeRef;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What steps return: through JSON and back, as the type that the compiler left in the lambda. */
class StepResultTest {

    public record Contact(String id, int age) {}

    public record Book(List<Contact> contacts, Map<String, Instant> seen, Optional<String> note) {}

    public record Page<T>(List<T> items) {}

    public enum Plan {
        FREE,
        PRO
    }

    /** A bean of the old kind. */
    public static class Bean {
        private String name;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    /** A body with a name. */
    public static class Create implements Body<Contact> {
        private static final long serialVersionUID = 1L;

        @Override
        public Contact call() {
            return new Contact("c1", 30);
        }

        /** Not what is asked for. */
        public String call(String other) {
            return other;
        }
    }

    /** A body whose result nobody knows. */
    public static class Generic<T> implements Body<T> {
        private static final long serialVersionUID = 1L;

        private final transient T value;

        public Generic(T value) {
            this.value = value;
        }

        @Override
        public T call() {
            return value;
        }
    }

    private final Stage stage = new Stage();

    private static Contact contact() {
        return new Contact("c1", 30);
    }

    /** Through the public methods, where the compiler infers the type. */
    static Stream<Arguments> typed() {
        Contact captured = contact();
        int number = 42;
        return Stream.of(
                of("a record", step -> step.run("a", () -> new Contact("c1", 30)), contact()),
                of("a captured record", step -> step.run("a", () -> captured), contact()),
                of("a method reference", step -> step.run("a", StepResultTest::contact), contact()),
                of("a bound method reference", step -> step.run("a", captured::id), "c1"),
                of("a constructor", step -> step.run("a", Bean::new).getName(), null),
                of("a class with a name", step -> step.run("a", new Create()), contact()),
                of("an anonymous class", step -> step.run("a", anonymous()), contact()),
                of("a primitive", step -> step.run("a", () -> number), 42),
                of("a long", step -> step.run("a", () -> 1L << 62), 1L << 62),
                of("a double", step -> step.run("a", () -> 0.1), 0.1),
                of("a boolean", step -> step.run("a", () -> true), true),
                of("a string", step -> step.run("a", () -> "ä \"✓\" \uD83D\uDE00\n"), "ä \"✓\" \uD83D\uDE00\n"),
                of("an empty string", step -> step.run("a", () -> ""), ""),
                of("a decimal", step -> step.run("a", () -> new BigDecimal("1.50")), new BigDecimal("1.50")),
                of("an enum", step -> step.run("a", () -> Plan.PRO), Plan.PRO),
                of("a UUID", step -> step.run("a", () -> new UUID(1, 2)), new UUID(1, 2)),
                of("an instant", step -> step.run("a", () -> Stage.NOW), Stage.NOW),
                of("a date", step -> step.run("a", () -> LocalDate.of(2030, 1, 2)), LocalDate.of(2030, 1, 2)),
                of("a duration", step -> step.run("a", () -> Duration.ofDays(3)), Duration.ofDays(3)),
                of("null", step -> step.run("a", () -> (Contact) null), null),
                of("a list of strings", step -> step.run("a", () -> List.of("x", "y")), List.of("x", "y")),
                of("an empty list", step -> step.run("a", () -> List.<Contact>of()), List.of()),
                of("a map of strings", step -> step.run("a", () -> Map.of("k", "v")), Map.of("k", "v")),
                of("a record with generic members", step -> step.run("a", StepResultTest::book), book()),
                of(
                        "a list with its type",
                        step -> step.run("a", new TypeRef<List<Contact>>() {}, () -> List.of(contact())),
                        List.of(contact())),
                of(
                        "a list of numbers with its type",
                        step -> step.run("a", new TypeRef<List<Integer>>() {}, () -> List.of(1, 2)),
                        List.of(1, 2)),
                of(
                        "a map with its type",
                        step -> step.run("a", new TypeRef<Map<String, Contact>>() {}, () -> Map.of("k", contact())),
                        Map.of("k", contact())),
                of(
                        "an optional with its type",
                        step -> step.run("a", new TypeRef<Optional<Contact>>() {}, () -> Optional.of(contact())),
                        Optional.of(contact())),
                of(
                        "a page with its type",
                        step -> step.run("a", new TypeRef<Page<Contact>>() {}, () -> new Page<>(List.of(contact()))),
                        new Page<>(List.of(contact()))));
    }

    private static Body<Contact> anonymous() {
        return new Body<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Contact call() {
                return contact();
            }
        };
    }

    private static Book book() {
        return new Book(List.of(contact()), Map.of("k", Stage.NOW), Optional.of("n"));
    }

    private static Arguments of(String name, Stage.Author function, Object result) {
        return argumentSet(name, function, result);
    }

    @ParameterizedTest
    @MethodSource("typed")
    void isTheSameBeforeAndAfterACrash(Stage.Author function, Object expected) throws Exception {
        AtomicReference<Object> first = new AtomicReference<>();
        AtomicReference<Object> second = new AtomicReference<>();

        stage.callVoid(step -> first.set(function.call(step)));
        List<String> stored = stage.takeLog();
        stage.callVoid(step -> second.set(function.call(step)));

        assertThat(first.get()).isEqualTo(expected);
        assertThat(second.get()).isEqualTo(expected);
        assertThat(stored).hasSize(1);
        assertThat(stage.log).as("carried out once").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("typed")
    void isTheSameSideBySide(Stage.Author function, Object expected) throws Exception {
        AtomicReference<Object> result = new AtomicReference<>();

        stage.callVoid(step -> result.set(function.call(planning(step))));

        assertThat(result.get()).isEqualTo(expected);
    }

    /** The same functions, with plan in place of run. */
    private static Step planning(Step step) {
        return (Step) Proxy.newProxyInstance(
                Step.class.getClassLoader(), new Class<?>[] {Step.class}, (proxy, method, arguments) -> {
                    Object pending = Step.class
                            .getMethod("plan", method.getParameterTypes())
                            .invoke(step, arguments);
                    return ((Pending<?>) pending).join();
                });
    }

    @Test
    void whatTheFunctionGetsIsACopyFromTheFirstTimeOn() {
        Bean original = new Bean();

        stage.callVoid(step -> {
            Bean result = step.run("a", () -> original);
            assertThat(result).isNotSameAs(original);
        });

        assertThat(stage.decisions.get(0)).isInstanceOf(Decision.Complete.class);
    }

    static Stream<Arguments> erased() {
        return Stream.of(
                of("a list of records", step -> step.run("a", () -> List.of(contact())), null),
                of("a list of numbers", step -> step.run("a", () -> List.of(1, 2)), null),
                of(
                        "a list with one record",
                        step -> step.run("a", () -> new ArrayList<>(List.of("x", contact()))),
                        null),
                of("a set", step -> step.run("a", () -> Set.of(contact())), null),
                of("a map", step -> step.run("a", () -> new LinkedHashMap<>(Map.of("k", 1))), null),
                of("a map with other keys", step -> step.run("a", () -> Map.of(1, "v")), null),
                of("an optional", step -> step.run("a", () -> Optional.of(contact())), null),
                of("a generic record", step -> step.run("a", () -> new Page<>(List.of(contact()))), null),
                of("a body that hides its type", step -> step.run("a", new Generic<>(contact())), null),
                of("an Object", step -> step.run("a", () -> (Object) contact()), null));
    }

    @ParameterizedTest
    @MethodSource("erased")
    void whoseTypeIsErasedIsRefusedWithTheFix(Stage.Author function, Object none) {
        Decision decision = stage.call(function);

        assertThat(StepRunTest.describe(decision))
                .startsWith("Fail step 'a' failed:")
                .contains("erased")
                .contains("step.run(\"a\", new TypeRef<…>() {}, …)")
                .contains("TypeRef<List<Contact>>");
    }

    @Test
    void thatJsonCannotExpressIsRefused() {
        List<Object> loop = new ArrayList<>();
        loop.add(new Bean() {
            @Override
            public String getName() {
                throw new UnsupportedOperationException("not readable");
            }
        });

        Decision decision = stage.call(step -> step.run("a", () -> (Bean) loop.get(0)));

        assertThat(StepRunTest.describe(decision))
                .startsWith("Fail step 'a' failed:")
                .contains("cannot be stored");
    }

    @Test
    void ofTheFunctionIsWrittenAsJson() {
        assertThat(StepRunTest.describe(stage.call(step -> contact())))
                .isEqualTo("Complete {\"age\":30,\"id\":\"c1\"}");
        assertThat(StepRunTest.describe(stage.call(step -> null))).isEqualTo("Complete null");
        assertThat(StepRunTest.describe(stage.call(step -> List.of(1, 2)))).isEqualTo("Complete [1,2]");
    }

    @Test
    void ofTheFunctionThatCannotBeWrittenFailsTheRunWithoutRetries() {
        Bean broken = new Bean() {
            @Override
            public String getName() {
                throw new UnsupportedOperationException("not readable");
            }
        };

        assertThat(StepRunTest.describe(stage.call(step -> broken)))
                .startsWith("Fail the function's result cannot be stored");
    }
}
