package dev.gamelan.processor;

import dev.gamelan.deploy.DeployedFunction;
import dev.gamelan.deploy.FunctionCall;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.FunctionListener;
import dev.gamelan.deploy.Outcome;
import dev.gamelan.event.Event;
import dev.gamelan.function.RunContext;
import dev.gamelan.function.RunFailure;
import dev.gamelan.step.Step;
import jakarta.ejb.MessageDriven;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The beans generated for one function, brought to life without a container. */
final class GeneratedFunction {

    static final RunContext RUN = new RunContext("R1", "f", "E1", 0, 5);

    /** Steps that are only handed on. */
    static final Step STEP = (Step) Proxy.newProxyInstance(
            Step.class.getClassLoader(), new Class<?>[] {Step.class}, (proxy, method, arguments) -> "the steps");

    private final DeployedFunction function;
    private final Object author;
    private final Class<?> listenerType;

    /** @param name the common part of the generated classes' names, qualified */
    GeneratedFunction(Compilation compilation, String name) throws ReflectiveOperationException, IOException {
        Class<?> type = compilation.load(name + "_Function");
        function = (DeployedFunction) create(type);
        Field bean = type.getDeclaredField("bean");
        bean.setAccessible(true);
        author = create(bean.getType());
        bean.set(function, author);
        listenerType = compilation.find(name + "_Listener").orElse(null);
    }

    Outcome invoke() {
        return function.invoke(new Call());
    }

    /** What a field of the author's class holds. */
    Object beanField(String name) throws ReflectiveOperationException {
        Field field = author.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(author);
    }

    FunctionDefinition definition() throws ReflectiveOperationException {
        Method definition = function.getClass().getDeclaredMethod("definition");
        definition.setAccessible(true);
        return (FunctionDefinition) definition.invoke(function);
    }

    boolean hasListener() {
        return listenerType != null;
    }

    String listenerFunctionId() throws ReflectiveOperationException {
        Field id = FunctionListener.class.getDeclaredField("functionId");
        id.setAccessible(true);
        return (String) id.get(create(listenerType));
    }

    Map<String, String> activation() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (var property : listenerType.getAnnotation(MessageDriven.class).activationConfig()) {
            properties.put(property.propertyName(), property.propertyValue());
        }
        return properties;
    }

    private static Object create(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    /** Every payload is what its type's constructor without arguments makes. */
    private static final class Call implements FunctionCall {

        @Override
        public <T> T payload(Class<T> type) {
            try {
                return type.cast(type == JsonObject.class ? JsonValue.EMPTY_JSON_OBJECT : create(type));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }

        @Override
        public <T> Event<T> event(Class<T> dataType) {
            return new Event<>("E1", "app/user.signup", payload(dataType), Instant.EPOCH);
        }

        @Override
        public RunContext context() {
            return RUN;
        }

        @Override
        public Step step() {
            return STEP;
        }

        @Override
        public <T> RunFailure<T> failure(Class<T> dataType) {
            return new RunFailure<>("f", "R0", event(dataType), "java.io.IOException", "gone");
        }

        @Override
        public void returned() {}
    }
}
