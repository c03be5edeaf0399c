package dev.gamelan.test;

import dev.gamelan.deploy.Cancellation;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.TimeLimits;
import dev.gamelan.event.EventName;
import dev.gamelan.event.EventPattern;
import dev.gamelan.function.CancelOn;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.OnFailure;
import dev.gamelan.function.Timeouts;
import dev.gamelan.step.Step;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the functions of beans, and everything that would keep them from being compiled or deployed. */
final class FunctionReader {

    private static final int RETRIES_OF_HANDLERS = 1;
    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";

    private final List<String> problems = new ArrayList<>();

    /** @throws IllegalArgumentException naming everything that is wrong */
    static List<ReflectedFunction> read(Object... beans) {
        FunctionReader reader = new FunctionReader();
        List<ReflectedFunction> functions =
                Arrays.stream(beans).flatMap(reader::functionsOf).toList();
        reader.checkIds(functions);
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", reader.problems));
        }
        return functions;
    }

    private void checkIds(List<ReflectedFunction> functions) {
        List<String> ids = functions.stream().map(ReflectedFunction::id).toList();
        ids.stream()
                .distinct()
                .filter(id -> ids.indexOf(id) != ids.lastIndexOf(id))
                .forEach(id -> problems.add("several functions have the id '" + id + "'"));
    }

    private Stream<ReflectedFunction> functionsOf(Object bean) {
        List<Method> methods = Stream.<Class<?>>iterate(bean.getClass(), Objects::nonNull, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(FunctionReader::isFunction)
                .toList();
        if (methods.isEmpty()) {
            problems.add(bean.getClass().getName() + " has no method with @DurableFunction or @OnFailure");
        }
        return methods.stream().flatMap(method -> function(bean, method).stream());
    }

    private static boolean isFunction(Method method) {
        return method.isAnnotationPresent(DurableFunction.class) || method.isAnnotationPresent(OnFailure.class);
    }

    private Optional<ReflectedFunction> function(Object bean, Method method) {
        String name = method.getDeclaringClass().getName() + "." + method.getName() + ": ";
        try {
            check(method);
            boolean ofHandler = method.isAnnotationPresent(OnFailure.class);
            return Optional.of(new ReflectedFunction(
                    definition(method),
                    bean,
                    method,
                    Arrays.stream(method.getGenericParameterTypes())
                            .map(type -> Argument.of(type, ofHandler))
                            .toList()));
        } catch (IllegalArgumentException e) {
            problems.add(name + e.getMessage());
            return Optional.empty();
        }
    }

    private static void check(Method method) {
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            throw new IllegalArgumentException("a durable function must not be private, static or abstract");
        }
        boolean transactional = isTransactional(method) || isTransactional(method.getDeclaringClass());
        if (transactional && Arrays.asList(method.getParameterTypes()).contains(Step.class)) {
            throw new IllegalArgumentException(
                    "a function with steps outlives every transaction and must not be @Transactional: use step.transactional");
        }
    }

    /** By its name: who writes no transactions needs not have the annotation on the class path. */
    private static boolean isTransactional(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals(TRANSACTIONAL));
    }

    private static FunctionDefinition definition(Method method) {
        DurableFunction function = method.getAnnotation(DurableFunction.class);
        OnFailure handler = method.getAnnotation(OnFailure.class);
        List<EventPattern> triggers = Arrays.stream(method.getAnnotationsByType(OnEvent.class))
                .map(on -> new EventPattern(eventName("@OnEvent", on.value(), on.name())))
                .toList();
        if (handler != null && (function != null || !triggers.isEmpty())) {
            throw new IllegalArgumentException("@OnFailure goes together with neither @DurableFunction nor @OnEvent");
        }
        List<Cancellation> cancellations = Arrays.stream(method.getAnnotationsByType(CancelOn.class))
                .map(on -> new Cancellation(
                        eventName("@CancelOn", on.value(), on.name()),
                        Optional.of(on.match()).filter(path -> !path.isEmpty())))
                .toList();
        TimeLimits limits = limits(method.getAnnotation(Timeouts.class));
        return handler == null
                ? new FunctionDefinition(
                        function.id(),
                        function.name(),
                        function.retries(),
                        triggers,
                        cancellations,
                        limits,
                        Optional.empty(),
                        function.replayable())
                : new FunctionDefinition(
                        handler.value() + "-failure",
                        handler.value() + " failed",
                        RETRIES_OF_HANDLERS,
                        List.of(new EventPattern(FunctionDefinition.FAILED_EVENT)),
                        cancellations,
                        limits,
                        Optional.of(handler.value()),
                        true);
    }

    private static String eventName(String annotation, Class<?> type, String name) {
        if ((type == Void.class) == name.isEmpty()) {
            throw new IllegalArgumentException(annotation + " needs either a class or a name, and not both");
        }
        return type == Void.class ? name : nameOf(type);
    }

    /** @throws IllegalArgumentException when the type is no event's */
    static String nameOf(Class<?> type) {
        EventName name = type.getAnnotation(EventName.class);
        if (name == null) {
            throw new IllegalArgumentException(
                    type.getName() + " has no @EventName: annotate it, or give the event's name");
        }
        return name.value();
    }

    private static TimeLimits limits(Timeouts timeouts) {
        return timeouts == null
                ? TimeLimits.NONE
                : new TimeLimits(limit("start", timeouts.start()), limit("finish", timeouts.finish()));
    }

    private static Optional<Duration> limit(String member, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "@Timeouts: " + member + " '" + text + "' is no duration in ISO 8601 such as PT30S or P3D", e);
        }
    }
}
