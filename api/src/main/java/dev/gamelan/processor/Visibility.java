package dev.gamelan.processor;

import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** What generated code, other classes of the same package, can name. */
final class Visibility {

    private Visibility() {}

    /** Whether the type itself or one around it is private. */
    static boolean isPrivate(TypeElement type) {
        for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
            if (e.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }

    /** How generated code names the type of a parameter. */
    static String nameOf(DeclaredType type) {
        TypeElement element = (TypeElement) type.asElement();
        if (isPrivate(element)) {
            throw new InvalidFunctionException(
                    "parameter type " + type + " must not be private: the generated bean, another class, names it");
        }
        return element.getQualifiedName().toString();
    }
}
