package dev.gamelan.processor;

import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.function.OnFailure;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Elements;

/** Reads an annotated method and checks what the compiler can know about it. */
final class FunctionReader {

    private final Elements elements;
    private final TransactionRules transactions;

    FunctionReader(Elements elements) {
        this.elements = elements;
        this.transactions = new TransactionRules(elements);
    }

    /** @return empty when there are problems */
    Optional<FunctionModel> read(ExecutableElement method, Problems problems) {
        TypeElement type = (TypeElement) method.getEnclosingElement();
        BeanRules.check(method, type, problems);
        transactions.check(method, type, problems);
        List<String> arguments = arguments(method, problems);
        Optional<FunctionDefinition> definition = new DefinitionReader(method, problems).read();
        return definition
                .filter(complete -> !problems.found())
                .map(complete -> model(complete, type, method, arguments));
    }

    private static List<String> arguments(ExecutableElement method, Problems problems) {
        ArgumentReader reader = new ArgumentReader(method.getAnnotation(OnFailure.class) != null);
        return method.getParameters().stream()
                .flatMap(parameter -> problems.attempt(parameter, () -> reader.read(parameter.asType())).stream())
                .toList();
    }

    private FunctionModel model(
            FunctionDefinition definition, TypeElement type, ExecutableElement method, List<String> arguments) {
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        String qualified = type.getQualifiedName().toString();
        String local = packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
        return new FunctionModel(
                definition,
                packageName,
                qualified,
                local.replace('.', '_') + "_" + method.getSimpleName(),
                method.getSimpleName().toString(),
                arguments,
                method.getReturnType().getKind() == TypeKind.VOID);
    }
}
