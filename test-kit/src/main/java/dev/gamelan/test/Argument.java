package dev.gamelan.test;

import dev.gamelan.deploy.FunctionCall;
import dev.gamelan.event.Event;
import dev.gamelan.function.RunContext;
import dev.gamelan.function.RunFailure;
import dev.gamelan.step.Step;
import jakarta.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.function.Function;

/** What a parameter of a function is given. */
final class Argument {

    private Argument() {}

    /** @throws IllegalArgumentException when there is nothing to give for this type */
    static Function<FunctionCall, Object> of(Type parameter, boolean ofHandler) {
        Type raw = parameter instanceof ParameterizedType generic ? generic.getRawType() : parameter;
        if (raw == Step.class) {
            return FunctionCall::step;
        }
        if (raw == RunContext.class) {
            return FunctionCall::context;
        }
        if (raw == Event.class) {
            Class<?> data = dataType(parameter);
            return call -> call.event(data);
        }
        if (raw == RunFailure.class) {
            if (!ofHandler) {
                throw new IllegalArgumentException("RunFailure is for methods with @OnFailure only");
            }
            Class<?> data = dataType(parameter);
            return call -> call.failure(data);
        }
        if (parameter instanceof Class<?> payload && !payload.isPrimitive() && !payload.isArray()) {
            return call -> call.payload(payload);
        }
        throw new IllegalArgumentException("parameter type " + parameter.getTypeName()
                + " is none of: a record, bean or JsonObject for the event's data; Event<T>; Step; RunContext;"
                + " for a failure handler RunFailure<T>");
    }

    private static Class<?> dataType(Type parameter) {
        if (parameter instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (argument instanceof Class<?> data) {
                return data;
            }
            if (!argument.getTypeName().equals("?")) {
                throw new IllegalArgumentException("parameter type " + parameter.getTypeName()
                        + " needs the type of its data, a class without type parameters");
            }
        }
        return JsonObject.class;
    }
}
