package dev.gamelan.test;

import dev.gamelan.deploy.FunctionBean;
import dev.gamelan.deploy.FunctionCall;
import dev.gamelan.deploy.FunctionDefinition;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.Function;

/** What annotation processing generates for a function in a server, by reflection. */
final class ReflectedFunction extends FunctionBean {

    private final FunctionDefinition definition;
    private final Object bean;
    private final Method method;
    private final List<Function<FunctionCall, Object>> arguments;

    ReflectedFunction(
            FunctionDefinition definition, Object bean, Method method, List<Function<FunctionCall, Object>> arguments) {
        this.definition = definition;
        this.bean = bean;
        this.method = method;
        this.arguments = arguments;
        method.setAccessible(true);
    }

    @Override
    protected FunctionDefinition definition() {
        return definition;
    }

    String id() {
        return definition.id();
    }

    Type resultType() {
        return method.getGenericReturnType();
    }

    /** Whether an event of this name starts it; a failure handler looks at whose failure it is, too. */
    boolean isStartedBy(AcceptedEvent event) {
        return definition.isTriggeredBy(event.name())
                && definition
                        .failureOf()
                        .map(handled -> handled.equals(event.data().getString("function_id", null)))
                        .orElse(true);
    }

    @Override
    protected Object call(FunctionCall call) throws Throwable {
        try {
            return method.invoke(
                    bean,
                    arguments.stream().map(argument -> argument.apply(call)).toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
