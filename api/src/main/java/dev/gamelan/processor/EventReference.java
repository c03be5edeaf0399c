package dev.gamelan.processor;

import dev.gamelan.event.EventName;
import java.util.function.Supplier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.MirroredTypeException;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The event that an annotation means, by the class of its data or by its name. */
final class EventReference {

    private EventReference() {}

    /**
     * @param annotation such as {@code @OnEvent}
     * @param value how to ask for its class
     * @param name its name; empty when it gives none
     */
    static String nameOf(String annotation, Supplier<Class<?>> value, String name) {
        TypeMirror type = typeOf(value);
        boolean typed = !type.toString().equals(Void.class.getName());
        if (typed == !name.isEmpty()) {
            throw new InvalidFunctionException(annotation + " needs either a class or a name, and not both");
        }
        return typed ? nameOf(annotation, type) : name;
    }

    private static String nameOf(String annotation, TypeMirror payload) {
        if (payload.getKind() == TypeKind.ERROR) {
            // The compiler complains as well, unless an annotation processor makes the class later on.
            throw new InvalidFunctionException(annotation + ": class "
                    + ((DeclaredType) payload).asElement().getSimpleName()
                    + " does not exist, or is generated during this compilation; if so, use " + annotation
                    + "(name = \"the/name\")");
        }
        EventName name =
                payload instanceof DeclaredType declared ? declared.asElement().getAnnotation(EventName.class) : null;
        if (name == null) {
            throw new InvalidFunctionException(annotation + "(" + payload + ".class): annotate " + payload
                    + " with @EventName(\"the/name\"), or use " + annotation + "(name = \"the/name\")");
        }
        return name.value();
    }

    /** A class in an annotation cannot be loaded while it is being compiled; this is how its type is asked for. */
    private static TypeMirror typeOf(Supplier<Class<?>> value) {
        try {
            throw new IllegalStateException("loaded " + value.get() + " at compile time");
        } catch (MirroredTypeException e) {
            return e.getTypeMirror();
        }
    }
}
