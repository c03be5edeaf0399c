package dev.gamelan.processor;

import dev.gamelan.function.CancelOn;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.Timeouts;
import java.lang.annotation.Annotation;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/** Annotations that say more about a function, on a method that is none: forgotten ones, which would do nothing. */
final class Orphans {

    private static final Set<Class<? extends Annotation>> ANNOTATIONS =
            Set.of(OnEvent.class, OnEvent.List.class, CancelOn.class, CancelOn.List.class, Timeouts.class);

    private Orphans() {}

    /** @param functions the methods that are functions */
    static void report(RoundEnvironment round, Set<? extends Element> functions, Messager messager) {
        for (Element method : round.getElementsAnnotatedWithAny(ANNOTATIONS)) {
            if (!functions.contains(method)) {
                report(method, OnEvent.class, "@DurableFunction(id = \"…\")", messager);
                report(method, CancelOn.class, "@DurableFunction or @OnFailure", messager);
                report(method, Timeouts.class, "@DurableFunction or @OnFailure", messager);
            }
        }
    }

    private static void report(
            Element method, Class<? extends Annotation> annotation, String needed, Messager messager) {
        if (method.getAnnotationsByType(annotation).length > 0) {
            String name = "@" + annotation.getSimpleName();
            messager.printMessage(
                    Kind.ERROR, name + " does nothing without " + needed + ": add that, or remove " + name, method);
        }
    }
}
