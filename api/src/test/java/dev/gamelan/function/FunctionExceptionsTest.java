package dev.gamelan.function;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.ApplicationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionExceptionsTest {

    /** Any other unchecked exception leaves an EJB inside an EJBException, and is retried like an ordinary failure. */
    @ParameterizedTest
    @ValueSource(classes = {NonRetriableException.class, RetryAfterException.class})
    void leavesAnEnterpriseBeanUnwrappedAndRollsBack(Class<?> exception) {
        ApplicationException contract = exception.getAnnotation(ApplicationException.class);

        assertThat(contract).isNotNull();
        assertThat(contract.rollback()).isTrue();
        assertThat(contract.inherited()).isTrue();
    }
}
