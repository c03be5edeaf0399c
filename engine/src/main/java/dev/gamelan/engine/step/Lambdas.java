package dev.gamelan.engine.step;

import dev.gamelan.step.Body;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;

/** What the compiler wrote into a serialisable lambda. Nothing is serialised. */
final class Lambdas {

    /** One class for each place in the code where a lambda is written. */
    private static final ClassValue<Type> NAMED_CLASS_RESULTS = new ClassValue<>() {
        @Override
        protected Type computeValue(Class<?> type) {
            return Arrays.stream(type.getMethods())
                    .filter(method ->
                            method.getName().equals("call") && method.getParameterCount() == 0 && !method.isBridge())
                    .map(Method::getGenericReturnType)
                    .filter(result -> !(result instanceof TypeVariable))
                    .findFirst()
                    .orElse(Object.class);
        }
    };

    private static final ClassValue<Type[]> LAMBDA_RESULTS = new ClassValue<>() {
        @Override
        protected Type[] computeValue(Class<?> type) {
            return new Type[1];
        }
    };

    private Lambdas() {}

    /** The type of a body's result, erased. */
    static Type resultOf(Body<?> body) {
        Type[] known = LAMBDA_RESULTS.get(body.getClass());
        if (known[0] == null) {
            SerializedLambda lambda = describe(body);
            known[0] = lambda == null
                    ? NAMED_CLASS_RESULTS.get(body.getClass())
                    : MethodType.fromMethodDescriptorString(
                                    lambda.getInstantiatedMethodType(),
                                    body.getClass().getClassLoader())
                            .wrap()
                            .returnType();
        }
        return known[0];
    }

    /** @return null when it is no lambda but an instance of a class with a name */
    static SerializedLambda describe(Serializable lambda) {
        try {
            Method writeReplace = lambda.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return (SerializedLambda) writeReplace.invoke(lambda);
        } catch (NoSuchMethodException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(lambda.getClass().getName() + " does not say what it is", e);
        }
    }
}
