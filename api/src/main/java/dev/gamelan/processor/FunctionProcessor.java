package dev.gamelan.processor;

import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnFailure;
import java.io.IOException;
import java.io.Writer;
import java.lang.annotation.AnnotationTypeMismatchException;
import java.lang.annotation.IncompleteAnnotationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.Messager;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * Generates, for each {@link DurableFunction} and {@link OnFailure} handler, a singleton through which the server calls it
 * and, when events start it, a message-driven bean that subscribes to them; or says at compile time all that is wrong with
 * the function.
 *
 * <p>Option {@code -Agamelan.resourceAdapter=NAME}: the resource adapter of the subscriptions, {@code artemis} by default.
 */
@SupportedAnnotationTypes("dev.gamelan.function.*")
@SupportedOptions(FunctionProcessor.RESOURCE_ADAPTER)
public final class FunctionProcessor extends AbstractProcessor {

    static final String RESOURCE_ADAPTER = "gamelan.resourceAdapter";

    private final Map<String, Element> functionsById = new HashMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        FunctionReader reader = new FunctionReader(processingEnv.getElementUtils());
        Messager messager = processingEnv.getMessager();
        Set<? extends Element> functions =
                round.getElementsAnnotatedWithAny(Set.of(DurableFunction.class, OnFailure.class));
        for (ExecutableElement method : ElementFilter.methodsIn(functions)) {
            process(method, reader, new Problems(messager, method));
        }
        Orphans.report(round, functions, messager);
        return false;
    }

    private void process(ExecutableElement method, FunctionReader reader, Problems problems) {
        try {
            claimId(method, problems);
            reader.read(method, problems).ifPresent(function -> generate(function, method));
        } catch (InvalidFunctionException e) {
            problems.add(e.getMessage());
        } catch (AnnotationTypeMismatchException | IncompleteAnnotationException e) {
            // An annotation that does not compile: the compiler itself says what is wrong with it.
        }
    }

    private void claimId(ExecutableElement method, Problems problems) {
        String id = DefinitionReader.idOf(method);
        Element other = functionsById.putIfAbsent(id, method);
        if (other != null) {
            problems.add("function id '" + id + "' is taken by " + other.getEnclosingElement() + "."
                    + other.getSimpleName());
        }
    }

    private void generate(FunctionModel function, Element origin) {
        write(function.beanName(), FunctionSource.bean(function), function, origin);
        if (function.definition().isSubscriber()) {
            String adapter = processingEnv.getOptions().getOrDefault(RESOURCE_ADAPTER, "artemis");
            write(function.listenerName(), FunctionSource.listener(function, adapter), function, origin);
        }
    }

    private void write(String className, String source, FunctionModel function, Element origin) {
        try (Writer writer = processingEnv
                .getFiler()
                .createSourceFile(function.packagePrefix() + className, origin)
                .openWriter()) {
            writer.write(source);
        } catch (FilerException e) {
            throw new InvalidFunctionException(
                    "the durable functions of a class need different method names: " + className + " exists already");
        } catch (IOException e) {
            throw new InvalidFunctionException("cannot write " + className + ": " + e.getMessage());
        }
    }
}
