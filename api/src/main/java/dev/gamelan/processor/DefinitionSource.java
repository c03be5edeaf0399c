package dev.gamelan.processor;

import dev.gamelan.deploy.Cancellation;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.TimeLimits;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Java expression that makes a definition, one line for each of its members. */
final class DefinitionSource {

    private DefinitionSource() {}

    static String of(FunctionDefinition function) {
        return Stream.of(
                        Literal.of(function.id()),
                        Literal.of(function.name()),
                        String.valueOf(function.retries()),
                        list(function.triggers(), trigger -> "new EventPattern(" + Literal.of(trigger.text()) + ")"),
                        list(function.cancellations(), DefinitionSource::cancellation),
                        timeLimits(function.timeLimits()),
                        optional(function.failureOf(), Literal::of),
                        String.valueOf(function.isReplayable()))
                .collect(Collectors.joining(",\n                ", "new FunctionDefinition(\n                ", ")"));
    }

    private static String cancellation(Cancellation cancellation) {
        return "new Cancellation(" + Literal.of(cancellation.eventName()) + ", "
                + optional(cancellation.match(), Literal::of) + ")";
    }

    private static String timeLimits(TimeLimits limits) {
        return limits.equals(TimeLimits.NONE)
                ? "TimeLimits.NONE"
                : "new TimeLimits(" + optional(limits.start(), DefinitionSource::duration) + ", "
                        + optional(limits.finish(), DefinitionSource::duration) + ")";
    }

    private static String duration(Duration duration) {
        return "Duration.parse(" + Literal.of(duration.toString()) + ")";
    }

    private static <T> String list(Collection<T> values, Function<T, String> expression) {
        return values.stream().map(expression).collect(Collectors.joining(", ", "List.of(", ")"));
    }

    private static <T> String optional(Optional<T> value, Function<T, String> expression) {
        return value.map(present -> "Optional.of(" + expression.apply(present) + ")")
                .orElse("Optional.empty()");
    }
}
