package dev.gamelan.processor;

/** The text of the generated classes. */
final class FunctionSource {

    private static final String BEAN = """
            %1$simport dev.gamelan.deploy.Cancellation;
            import dev.gamelan.deploy.DeployedFunction;
            import dev.gamelan.deploy.FunctionBean;
            import dev.gamelan.deploy.FunctionCall;
            import dev.gamelan.deploy.FunctionDefinition;
            import dev.gamelan.deploy.TimeLimits;
            import dev.gamelan.event.EventPattern;
            import java.time.Duration;
            import java.util.List;
            import java.util.Optional;

            /** The server's way into {@link %3$s#%4$s}. */
            @jakarta.annotation.Generated("dev.gamelan.processor.FunctionProcessor")
            @SuppressWarnings({"deprecation", "rawtypes", "removal", "unchecked"})
            @jakarta.ejb.Singleton
            @jakarta.ejb.Startup
            @jakarta.ejb.Local(DeployedFunction.class)
            @jakarta.ejb.ConcurrencyManagement(jakarta.ejb.ConcurrencyManagementType.BEAN)
            @jakarta.ejb.TransactionManagement(jakarta.ejb.TransactionManagementType.BEAN)
            public class %2$s extends FunctionBean {

                @jakarta.inject.Inject
                private %3$s bean;

                @Override
                protected FunctionDefinition definition() {
                    return %5$s;
                }

                @Override
                protected Object call(FunctionCall call) throws Throwable {
                    %6$s
                }
            }
            """;

    private static final String LISTENER = """
            %1$simport jakarta.ejb.ActivationConfigProperty;

            /** Subscribes {@link %3$s#%4$s} to its events. */
            @jakarta.annotation.Generated("dev.gamelan.processor.FunctionProcessor")
            @jakarta.ejb.MessageDriven(
                    messageListenerInterface = jakarta.jms.MessageListener.class,
                    activationConfig = {
            %6$s
                    })
            @jakarta.ejb.TransactionManagement(jakarta.ejb.TransactionManagementType.BEAN)
            public class %2$s extends dev.gamelan.deploy.FunctionListener {

                public %2$s() {
                    super(%5$s);
                }
            }
            """;

    private FunctionSource() {}

    static String bean(FunctionModel function) {
        String invocation = "bean." + function.methodName() + "(" + String.join(", ", function.arguments()) + ");";
        return BEAN.formatted(
                packageLine(function),
                function.beanName(),
                function.typeName(),
                function.methodName(),
                DefinitionSource.of(function.definition()),
                function.returnsVoid() ? invocation + "\n        return null;" : "return " + invocation);
    }

    static String listener(FunctionModel function, String resourceAdapter) {
        String[][] activation = {
            {"resourceAdapter", resourceAdapter},
            {"useJNDI", "false"},
            {"destinationType", "jakarta.jms.Topic"},
            {"destination", "gamelan.events"},
            {"subscriptionDurability", "Durable"},
            {"shareSubscriptions", "true"},
            {"subscriptionName", function.definition().subscription()},
            {"messageSelector", function.definition().selector()},
            // One connection for all sessions; few sessions, since onMessage only records and more would not help.
            {"singleConnection", "true"},
            {"maxSession", "4"},
        };
        StringBuilder properties = new StringBuilder();
        for (String[] property : activation) {
            properties
                    .append(properties.isEmpty() ? "" : ",\n")
                    .append("            @ActivationConfigProperty(propertyName = ")
                    .append(Literal.of(property[0]))
                    .append(", propertyValue = ")
                    .append(Literal.of(property[1]))
                    .append(")");
        }
        return LISTENER.formatted(
                packageLine(function),
                function.listenerName(),
                function.typeName(),
                function.methodName(),
                Literal.of(function.definition().id()),
                properties);
    }

    private static String packageLine(FunctionModel function) {
        return function.packageName().isEmpty() ? "" : "package " + function.packageName() + ";\n\n";
    }
}
