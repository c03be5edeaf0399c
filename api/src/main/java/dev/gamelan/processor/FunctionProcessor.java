package dev.gamelan.processor;

import dev.gamelan.function.DurableFunction;
import java.io.IOException;
import java.io.Writer;
import java.lang.annotation.AnnotationTypeMismatchException;
import java.lang.annotation.IncompleteAnnotationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * Generates, for each {@link DurableFunction}, a singleton through which the server calls it and a message-driven bean that
 * subscribes to its events; or says at compile time what is wrong with the function.
 *
 * <p>Option {@code -Agamelan.resourceAdapter=NAME}: the resource adapter of the subscriptions, {@code artemis} by default.
 */
@SupportedAnnotationTypes("dev.gamelan.function.DurableFunction")
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
        for (Element element : round.getElementsAnnotatedWith(DurableFunction.class)) {
            try {
                generate(reader.read((ExecutableElement) element), element);
            } catch (InvalidFunctionException e) {
                processingEnv.getMessager().printMessage(Kind.ERROR, e.getMessage(), element);
            } catch (AnnotationTypeMismatchException | IncompleteAnnotationException e) {
                // An annotation that does not compile: the compiler itself says what is wrong with it.
            }
        }
        return false;
    }

    private void generate(FunctionModel function, Element origin) {
        Element other = functionsById.putIfAbsent(function.definition().id(), origin);
        if (other != null) {
            throw new InvalidFunctionException(
                    "function id '" + function.definition().id() + "' is taken by " + other.getEnclosingElement() + "."
                            + other.getSimpleName());
        }
        String adapter = processingEnv.getOptions().getOrDefault(RESOURCE_ADAPTER, "artemis");
        write(function.beanName(), FunctionSource.bean(function), function, origin);
        write(function.listenerName(), FunctionSource.listener(function, adapter), function, origin);
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
