package dev.gamelan.processor;

import java.util.List;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Finds what a method is called with: one Java expression for each of its parameters. */
final class ArgumentReader {

    private static final String RUN_CONTEXT = "dev.gamelan.function.RunContext";
    private static final String RUN_FAILURE = "dev.gamelan.function.RunFailure";
    private static final String EVENT = "dev.gamelan.event.Event";
    private static final String JSON_OBJECT = "jakarta.json.JsonObject";

    static final String STEP = "dev.gamelan.step.Step";

    private final boolean ofHandler;

    /** @param ofHandler whether the method handles failures */
    ArgumentReader(boolean ofHandler) {
        this.ofHandler = ofHandler;
    }

    /** @throws InvalidFunctionException when there is nothing to give for the parameter */
    String read(TypeMirror parameter) {
        if (!(parameter instanceof DeclaredType declared)) {
            throw unknown(parameter);
        }
        String name = Visibility.nameOf(declared);
        return switch (name) {
            case STEP -> "call.step()";
            case RUN_CONTEXT -> "call.context()";
            case EVENT -> "call.event(" + dataType(declared) + ".class)";
            case RUN_FAILURE -> failure(declared);
            default -> payload(declared, name);
        };
    }

    private String failure(DeclaredType parameter) {
        if (!ofHandler) {
            throw new InvalidFunctionException("parameter type " + parameter + " is for failure handlers only: annotate"
                    + " the method with @OnFailure(\"the-function\") in place of @DurableFunction, or leave it out");
        }
        return "call.failure(" + dataType(parameter) + ".class)";
    }

    private static String payload(DeclaredType parameter, String name) {
        if (!parameter.getTypeArguments().isEmpty()) {
            throw unknown(parameter);
        }
        return "call.payload(" + name + ".class)";
    }

    /** What stands in the angle brackets. Who does not say which data gets it as JSON. */
    private static String dataType(DeclaredType parameter) {
        List<? extends TypeMirror> arguments = parameter.getTypeArguments();
        if (arguments.isEmpty() || isUnbounded(arguments.get(0))) {
            return JSON_OBJECT;
        }
        if (arguments.get(0) instanceof DeclaredType data
                && data.getTypeArguments().isEmpty()) {
            return Visibility.nameOf(data);
        }
        String type = parameter.asElement().getSimpleName().toString();
        throw new InvalidFunctionException("parameter type " + parameter + ": " + type
                + " needs the type of its data, a class without type parameters, such as " + type + "<SignedUp>");
    }

    private static boolean isUnbounded(TypeMirror argument) {
        return argument instanceof WildcardType wildcard
                && wildcard.getExtendsBound() == null
                && wildcard.getSuperBound() == null;
    }

    private static InvalidFunctionException unknown(TypeMirror parameter) {
        return new InvalidFunctionException("parameter type " + parameter
                + " is none of: a record, bean or JsonObject for the event's data; Event<T>; Step; RunContext;"
                + " for a failure handler RunFailure<T>");
    }
}
