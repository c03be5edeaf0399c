package dev.gamelan.engine.step;

import dev.gamelan.function.DurableFunction;
import dev.gamelan.step.StepMisuseException;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The durable function that a method reference names.
 *
 * @param functionId the function's id
 * @param result the type of its result
 */
record FunctionReference(String functionId, Type result) {

    static FunctionReference of(Serializable reference) {
        SerializedLambda lambda = Lambdas.describe(reference);
        if (lambda == null || lambda.getImplMethodName().startsWith("lambda$")) {
            throw new StepMisuseException(
                    "step.invoke " + Misuse.line()
                            + " needs a method reference such as LeadScoring::score, not another lambda; or give the function's id");
        }
        Method method = find(lambda, reference.getClass().getClassLoader());
        DurableFunction function = method.getAnnotation(DurableFunction.class);
        if (function == null) {
            throw new StepMisuseException("step.invoke " + Misuse.line() + ": "
                    + method.getDeclaringClass().getName() + "." + method.getName() + " is not a @DurableFunction");
        }
        return new FunctionReference(function.id(), method.getGenericReturnType());
    }

    private static Method find(SerializedLambda lambda, ClassLoader loader) {
        try {
            Class<?> named = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
            MethodType signature = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
            // Newer compilers name the class that the author wrote, which may inherit the method.
            return Stream.<Class<?>>iterate(named, Objects::nonNull, Class::getSuperclass)
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .filter(method -> method.getName().equals(lambda.getImplMethodName())
                            && signature.parameterList().equals(Arrays.asList(method.getParameterTypes())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(lambda + " names no method"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(lambda + " names no class", e);
        }
    }
}
