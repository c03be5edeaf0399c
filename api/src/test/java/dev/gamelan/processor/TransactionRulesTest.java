package dev.gamelan.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions with steps stay out of transactions. */
class TransactionRulesTest {

    private static final String WITH_STEPS = " { @DurableFunction(id = \"f\") void m(Step step) {} }";

    @TempDir
    Path output;

    static Stream<Arguments> transactional() {
        String message = " and a Step parameter do not go together: a run outlives every transaction;"
                + " use step.transactional(\"id\", …), or put the transaction into a bean that a step calls";
        return Stream.of(
                argumentSet(
                        "method",
                        "class Bean { @DurableFunction(id = \"f\") @Transactional void m(String a, Step step) {} }",
                        "@Transactional" + message),
                argumentSet(
                        "failure handler",
                        "class Bean { @OnFailure(\"f\") @Transactional(TxType.REQUIRES_NEW) void m(Step step) {} }",
                        "@Transactional" + message),
                argumentSet("class", "@Transactional class Bean" + WITH_STEPS, "@Transactional on demo.Bean" + message),
                argumentSet(
                        "superclass",
                        "@Transactional class Parent {} class Bean extends Parent" + WITH_STEPS,
                        "@Transactional on demo.Bean" + message),
                argumentSet(
                        "stereotype",
                        "@Stereotype @Transactional @Retention(RetentionPolicy.RUNTIME) @interface Service {}"
                                + " @Service class Bean" + WITH_STEPS,
                        "@Transactional on demo.Bean" + message),
                argumentSet(
                        "supports: bean-managed transactions are forbidden within it",
                        "@Transactional(TxType.SUPPORTS) class Bean" + WITH_STEPS,
                        "@Transactional on demo.Bean" + message));
    }

    @ParameterizedTest
    @MethodSource("transactional")
    void transactionalMethodCannotHaveSteps(String source, String message) {
        assertThat(compile(source)).containsExactly(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Stateless", "Singleton"})
    void enterpriseBeanWithTransactionsOfTheContainerCannotHaveSteps(String kind) {
        String message = "a @" + kind + " EJB with container-managed transactions and a Step parameter do not go"
                + " together: a run outlives every transaction; make it a CDI bean, for instance @ApplicationScoped,"
                + " or add @TransactionManagement(TransactionManagementType.BEAN)";

        assertThat(compile("@" + kind + " class Bean" + WITH_STEPS)).containsExactly(message);
        assertThat(compile("@" + kind + " @TransactionManagement(TransactionManagementType.CONTAINER) class Bean"
                        + WITH_STEPS))
                .containsExactly(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@TransactionManagement(TransactionManagementType.BEAN)"})
    void statefulBeanCannotHaveSteps(String management) {
        assertThat(compile("@Stateful " + management + " class Bean" + WITH_STEPS))
                .containsExactly("a @Stateful EJB and a Step parameter do not go together: the container removes the"
                        + " bean when a run suspends; make it a CDI bean, for instance @ApplicationScoped");
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                argumentSet(
                        "transactional without steps",
                        "@Transactional class Bean { @DurableFunction(id = \"f\") void m() {} }"),
                argumentSet(
                        "enterprise bean without steps",
                        "@Stateless class Bean { @DurableFunction(id = \"f\") void m() {} }"),
                argumentSet("plain CDI bean", "@jakarta.enterprise.context.ApplicationScoped class Bean" + WITH_STEPS),
                argumentSet("singleton of CDI", "@jakarta.inject.Singleton class Bean" + WITH_STEPS),
                argumentSet(
                        "transactions managed by the bean",
                        "@Stateless @TransactionManagement(TransactionManagementType.BEAN) class Bean" + WITH_STEPS),
                argumentSet(
                        "method taken out of its class's transactions",
                        "@Transactional class Bean { @DurableFunction(id = \"f\") @Transactional(TxType.NOT_SUPPORTED)"
                                + " void m(Step step) {} }"),
                argumentSet("never in a transaction", "@Transactional(TxType.NEVER) class Bean" + WITH_STEPS));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void whatRunsOutsideOfTransactionsIsAccepted(String source) {
        assertThat(compile(source)).isEmpty();
    }

    private List<String> compile(String source) {
        String imports = "package demo; import dev.gamelan.function.*; import dev.gamelan.step.Step;"
                + " import jakarta.ejb.*; import jakarta.enterprise.inject.Stereotype;"
                + " import jakarta.transaction.Transactional; import jakarta.transaction.Transactional.TxType;"
                + " import java.lang.annotation.*; ";
        return Compilation.of(output, "demo.Bean", imports + source).messages();
    }
}
