package dev.gamelan.processor;

import java.util.Optional;
import java.util.function.Supplier;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic.Kind;

/** What is wrong with one method. Reading goes on after a problem, so that the author hears of all of them at once. */
final class Problems {

    private final Messager messager;
    private final Element method;
    private boolean found;

    Problems(Messager messager, Element method) {
        this.messager = messager;
        this.method = method;
    }

    void add(String problem) {
        add(method, problem);
    }

    /** @param where the method, or a parameter of it */
    void add(Element where, String problem) {
        found = true;
        messager.printMessage(Kind.ERROR, problem, where);
    }

    <T> Optional<T> attempt(Supplier<T> reading) {
        return attempt(method, reading);
    }

    /** What is read, or empty when that has a problem. */
    <T> Optional<T> attempt(Element where, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InvalidFunctionException e) {
            add(where, e.getMessage());
            return Optional.empty();
        }
    }

    boolean found() {
        return found;
    }
}
