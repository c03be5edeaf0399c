package dev.gamelan.processor;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.event.EventName;
import dev.gamelan.event.EventPattern;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.MirroredTypeException;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Reads an annotated method and checks what the compiler can know about it. */
final class FunctionReader {

    private static final String RUN_CONTEXT = "dev.gamelan.function.RunContext";
    private static final String EVENT = "dev.gamelan.event.Event";

    private final Elements elements;

    FunctionReader(Elements elements) {
        this.elements = elements;
    }

    /** @throws InvalidFunctionException saying what is wrong and what to do */
    FunctionModel read(ExecutableElement method) {
        TypeElement type = (TypeElement) method.getEnclosingElement();
        checkCallable(method, type);
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        String qualified = type.getQualifiedName().toString();
        String local = packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
        return new FunctionModel(
                definition(method),
                packageName,
                qualified,
                local.replace('.', '_') + "_" + method.getSimpleName(),
                method.getSimpleName().toString(),
                method.getParameters().stream()
                        .map(parameter -> argument(parameter.asType()))
                        .toList(),
                method.getReturnType().getKind() == TypeKind.VOID);
    }

    private static void checkCallable(ExecutableElement method, TypeElement type) {
        Set<Modifier> modifiers = method.getModifiers();
        if (modifiers.contains(Modifier.PRIVATE)
                || modifiers.contains(Modifier.STATIC)
                || modifiers.contains(Modifier.ABSTRACT)) {
            throw new InvalidFunctionException("a durable function must not be private, static or abstract");
        }
        if (isPrivate(type)) {
            throw new InvalidFunctionException("the class of a durable function must not be private");
        }
        boolean inner = type.getNestingKind().isNested() && !type.getModifiers().contains(Modifier.STATIC);
        if (type.getKind() != ElementKind.CLASS || type.getModifiers().contains(Modifier.ABSTRACT) || inner) {
            throw new InvalidFunctionException(
                    "a durable function belongs into a concrete top-level or static nested class, a CDI bean");
        }
    }

    private FunctionDefinition definition(ExecutableElement method) {
        DurableFunction function = method.getAnnotation(DurableFunction.class);
        List<EventPattern> triggers = Stream.of(method.getAnnotationsByType(OnEvent.class))
                .map(this::trigger)
                .toList();
        try {
            return new FunctionDefinition(function.id(), function.name(), function.retries(), triggers);
        } catch (IllegalArgumentException e) {
            throw new InvalidFunctionException("@DurableFunction: " + e.getMessage());
        }
    }

    private EventPattern trigger(OnEvent onEvent) {
        TypeMirror type = typeOf(onEvent);
        boolean typed = !type.toString().equals(Void.class.getName());
        if (typed == !onEvent.name().isEmpty()) {
            throw new InvalidFunctionException("@OnEvent needs either a class or a name, and not both");
        }
        try {
            return new EventPattern(typed ? nameOf(type) : onEvent.name());
        } catch (IllegalArgumentException e) {
            throw new InvalidFunctionException("@OnEvent: " + e.getMessage());
        }
    }

    private static String nameOf(TypeMirror payload) {
        EventName name =
                payload instanceof DeclaredType declared ? declared.asElement().getAnnotation(EventName.class) : null;
        if (name == null) {
            throw new InvalidFunctionException("@OnEvent(" + payload + ".class): annotate " + payload
                    + " with @EventName(\"the/name\"), or use @OnEvent(name = \"the/name\")");
        }
        return name.value();
    }

    /** A class in an annotation cannot be loaded while it is being compiled; this is how its type is asked for. */
    private static TypeMirror typeOf(OnEvent onEvent) {
        try {
            throw new IllegalStateException("loaded " + onEvent.value() + " at compile time");
        } catch (MirroredTypeException e) {
            return e.getTypeMirror();
        }
    }

    private static String argument(TypeMirror parameter) {
        if (parameter instanceof DeclaredType declared) {
            String name = className(declared);
            if (name.equals(RUN_CONTEXT)) {
                return "call.context()";
            }
            if (name.equals(EVENT)) {
                return "call.event(" + dataType(declared) + ".class)";
            }
            if (declared.getTypeArguments().isEmpty()) {
                return "call.payload(" + name + ".class)";
            }
        }
        throw new InvalidFunctionException("parameter type " + parameter
                + " is none of: a record, bean or JsonObject for the event's data; Event<T>; RunContext");
    }

    private static String dataType(DeclaredType event) {
        List<? extends TypeMirror> arguments = event.getTypeArguments();
        if (arguments.size() == 1
                && arguments.get(0) instanceof DeclaredType data
                && data.getTypeArguments().isEmpty()) {
            return className(data);
        }
        throw new InvalidFunctionException(
                "parameter type " + event + ": Event needs the type of its data, such as Event<SignedUp>");
    }

    private static String className(DeclaredType type) {
        TypeElement element = (TypeElement) type.asElement();
        if (isPrivate(element)) {
            throw new InvalidFunctionException(
                    "parameter type " + type + " must not be private: the generated bean, another class, names it");
        }
        return element.getQualifiedName().toString();
    }

    /** Whether the type itself or one around it is. */
    private static boolean isPrivate(TypeElement type) {
        for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
            if (e.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }
}
