package dev.gamelan.processor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Elements;

/**
 * A run outlives every transaction, so a method with steps must not be called in one: what it wrote would be rolled back
 * when it suspends, and its locks would be held while it works.
 *
 * <p>Annotations are looked for by name: the classes of Jakarta EE need not be where the compiler finds its processors.
 */
final class TransactionRules {

    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";

    /** Within the others the container refuses transactions that are begun by hand, even if it begins none itself. */
    private static final Set<String> KINDS_WITHOUT_TRANSACTION = Set.of("NOT_SUPPORTED", "NEVER");

    private final Elements elements;

    TransactionRules(Elements elements) {
        this.elements = elements;
    }

    void check(ExecutableElement method, TypeElement type, Problems problems) {
        boolean hasSteps = method.getParameters().stream()
                .anyMatch(parameter -> parameter.asType() instanceof DeclaredType declared
                        && declared.asElement().toString().equals(ArgumentReader.STEP));
        if (hasSteps) {
            checkTransactional(method, type, problems);
            checkEnterpriseBean(type, problems);
        }
    }

    /** The method's own annotation counts before that of its class, and this before a stereotype's. */
    private void checkTransactional(ExecutableElement method, TypeElement type, Problems problems) {
        Optional<AnnotationMirror> own = find(method, TRANSACTIONAL);
        own.or(() -> find(type, TRANSACTIONAL))
                .or(() -> stereotypes(type))
                .flatMap(transactional -> value(transactional).or(() -> Optional.of("REQUIRED")))
                .filter(kind -> !KINDS_WITHOUT_TRANSACTION.contains(kind))
                .ifPresent(kind -> problems.add((own.isPresent() ? "@Transactional" : "@Transactional on " + type)
                        + " and a Step parameter do not go together: a run outlives every transaction;"
                        + " use step.transactional(\"id\", …), or put the transaction into a bean that a step calls"));
    }

    private void checkEnterpriseBean(TypeElement type, Problems problems) {
        boolean beanManaged = find(type, "jakarta.ejb.TransactionManagement")
                .flatMap(TransactionRules::value)
                .filter("BEAN"::equals)
                .isPresent();
        for (String kind : List.of("Stateless", "Singleton")) {
            if (!beanManaged && find(type, "jakarta.ejb." + kind).isPresent()) {
                problems.add("a @" + kind + " EJB with container-managed transactions and a Step parameter do not go"
                        + " together: a run outlives every transaction; make it a CDI bean, for instance"
                        + " @ApplicationScoped, or add @TransactionManagement(TransactionManagementType.BEAN)");
            }
        }
        if (find(type, "jakarta.ejb.Stateful").isPresent()) {
            problems.add("a @Stateful EJB and a Step parameter do not go together: the container removes the bean when"
                    + " a run suspends; make it a CDI bean, for instance @ApplicationScoped");
        }
    }

    private Optional<AnnotationMirror> stereotypes(TypeElement type) {
        return elements.getAllAnnotationMirrors(type).stream()
                .flatMap(annotation -> find(annotation.getAnnotationType().asElement(), TRANSACTIONAL).stream())
                .findFirst();
    }

    /** Inherited ones too. */
    private Optional<AnnotationMirror> find(Element element, String annotation) {
        return elements.getAllAnnotationMirrors(element).stream()
                .map(AnnotationMirror.class::cast)
                .filter(mirror ->
                        mirror.getAnnotationType().asElement().toString().equals(annotation))
                .findFirst();
    }

    /** The name of the constant that the annotation's {@code value} is, when it is given. */
    private static Optional<String> value(AnnotationMirror annotation) {
        return annotation.getElementValues().entrySet().stream()
                .filter(member -> member.getKey().getSimpleName().contentEquals("value"))
                .map(member -> member.getValue().getValue())
                .filter(VariableElement.class::isInstance)
                .map(constant -> ((VariableElement) constant).getSimpleName().toString())
                .findFirst();
    }
}
