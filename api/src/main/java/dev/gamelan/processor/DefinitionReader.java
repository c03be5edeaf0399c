package dev.gamelan.processor;

import dev.gamelan.deploy.Cancellation;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.MatchPath;
import dev.gamelan.deploy.TimeLimits;
import dev.gamelan.event.EventPattern;
import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.OnFailure;
import dev.gamelan.function.Timeouts;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;

/** Reads what the annotations of a method say of its function. */
final class DefinitionReader {

    private static final int RETRIES_OF_HANDLERS = 1;

    /** What differs between functions and handlers, with the annotation that says so. */
    private record Basics(
            String annotation,
            String name,
            int retries,
            List<EventPattern> triggers,
            Optional<String> failureOf,
            boolean isReplayable) {}

    private final ExecutableElement method;
    private final Problems problems;

    DefinitionReader(ExecutableElement method, Problems problems) {
        this.method = method;
        this.problems = problems;
    }

    /** Of a method that is a {@link DurableFunction}, an {@link OnFailure} handler, or by mistake both. */
    static String idOf(ExecutableElement method) {
        DurableFunction function = method.getAnnotation(DurableFunction.class);
        return function != null
                ? function.id()
                : method.getAnnotation(OnFailure.class).value() + "-failure";
    }

    Optional<FunctionDefinition> read() {
        DurableFunction function = method.getAnnotation(DurableFunction.class);
        OnFailure onFailure = method.getAnnotation(OnFailure.class);
        if (function != null && onFailure != null) {
            problems.add("@DurableFunction and @OnFailure do not go together:"
                    + " write a method of its own for @OnFailure(\"" + onFailure.value() + "\")");
        }
        return function != null ? function(function) : handler(onFailure.value());
    }

    private Optional<FunctionDefinition> function(DurableFunction function) {
        List<EventPattern> triggers = Stream.of(method.getAnnotationsByType(OnEvent.class))
                .flatMap(onEvent -> problems.attempt(() -> trigger(onEvent)).stream())
                .toList();
        return definition(new Basics(
                "@DurableFunction",
                function.name(),
                function.retries(),
                triggers,
                Optional.empty(),
                function.replayable()));
    }

    private Optional<FunctionDefinition> handler(String handled) {
        if (method.getAnnotationsByType(OnEvent.class).length > 0) {
            problems.add("@OnFailure and @OnEvent do not go together: a failure handler starts when a run of '"
                    + handled + "' has failed and not otherwise; remove @OnEvent, or write a @DurableFunction for"
                    + " that event");
        }
        return definition(new Basics(
                "@OnFailure",
                handled + " failed",
                RETRIES_OF_HANDLERS,
                List.of(new EventPattern(FunctionDefinition.FAILED_EVENT)),
                Optional.of(handled),
                true));
    }

    private Optional<FunctionDefinition> definition(Basics basics) {
        List<Cancellation> cancellations = Stream.of(method.getAnnotationsByType(CancelOn.class))
                .flatMap(cancelOn -> cancellation(cancelOn).stream())
                .toList();
        TimeLimits timeLimits = timeLimits();
        return problems.attempt(() -> InvalidFunctionException.naming(
                basics.annotation(),
                () -> new FunctionDefinition(
                        idOf(method),
                        basics.name(),
                        basics.retries(),
                        basics.triggers(),
                        cancellations,
                        timeLimits,
                        basics.failureOf(),
                        basics.isReplayable())));
    }

    private static EventPattern trigger(OnEvent onEvent) {
        String name = EventReference.nameOf("@OnEvent", onEvent::value, onEvent.name());
        return InvalidFunctionException.naming("@OnEvent", () -> new EventPattern(name));
    }

    /** The name and the path are read one by one: both can be wrong. */
    private Optional<Cancellation> cancellation(CancelOn cancelOn) {
        Optional<Cancellation> event = problems.attempt(() -> {
            String name = EventReference.nameOf("@CancelOn", cancelOn::value, cancelOn.name());
            return InvalidFunctionException.naming("@CancelOn", () -> new Cancellation(name, Optional.empty()));
        });
        Optional<String> match = Optional.of(cancelOn.match()).filter(path -> !path.isEmpty());
        Optional<Optional<String>> checked = problems.attempt(() -> InvalidFunctionException.naming("@CancelOn", () -> {
            match.ifPresent(MatchPath::check);
            return match;
        }));
        return event.flatMap(e -> checked.map(path -> new Cancellation(e.eventName(), path)));
    }

    private TimeLimits timeLimits() {
        Timeouts timeouts = method.getAnnotation(Timeouts.class);
        if (timeouts == null) {
            return TimeLimits.NONE;
        }
        Optional<Duration> start = limit("start", timeouts.start());
        Optional<Duration> finish = limit("finish", timeouts.finish());
        return problems.attempt(() -> InvalidFunctionException.naming("@Timeouts", () -> new TimeLimits(start, finish)))
                .orElse(TimeLimits.NONE);
    }

    private Optional<Duration> limit(String member, String text) {
        return text.isEmpty() ? Optional.empty() : problems.attempt(() -> duration(member, text));
    }

    private static Duration duration(String member, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidFunctionException("@Timeouts: " + member + " '" + text
                    + "' is no duration in ISO 8601; write for instance PT30S, PT1H or P3D");
        }
    }
}
