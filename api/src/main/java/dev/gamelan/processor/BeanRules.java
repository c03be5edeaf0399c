package dev.gamelan.processor;

import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** What the generated bean needs of the author's method and class, in order to call it. */
final class BeanRules {

    private BeanRules() {}

    static void check(ExecutableElement method, TypeElement type, Problems problems) {
        Set<Modifier> modifiers = method.getModifiers();
        if (modifiers.contains(Modifier.PRIVATE)
                || modifiers.contains(Modifier.STATIC)
                || modifiers.contains(Modifier.ABSTRACT)) {
            problems.add("a durable function must not be private, static or abstract");
        }
        if (Visibility.isPrivate(type)) {
            problems.add("the class of a durable function must not be private");
        }
        boolean inner = type.getNestingKind().isNested() && !type.getModifiers().contains(Modifier.STATIC);
        if (type.getKind() != ElementKind.CLASS || type.getModifiers().contains(Modifier.ABSTRACT) || inner) {
            problems.add("a durable function belongs into a concrete top-level or static nested class, a CDI bean");
        }
    }
}
