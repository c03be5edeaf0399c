package dev.gamelan.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionListenerTest {

    private final List<String> admitted = new ArrayList<>();
    private final FunctionListener listener = new FunctionListener("welcome") {};

    @BeforeEach
    void recordsWhatIsAdmitted() throws ReflectiveOperationException {
        admission((functionId, eventIds) -> admitted.add(functionId + eventIds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"E1 | [E1]", "E1,E2,E3 | [E1, E2, E3]", "E1,,E2 | [E1, E2]", ",E1, | [E1]"})
    void admitsTheEventsThatTheMessageNamesInTheirOrder(String text, String expected) {
        listener.onMessage(textMessage(() -> text));

        assertThat(admitted).containsExactly("welcome" + expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", ",", ",,", " , "})
    void messageThatNamesNoEventIsAcknowledged(String text) {
        listener.onMessage(textMessage(() -> text));

        assertThat(admitted).isEmpty();
    }

    @Test
    void messageThatIsNoTextIsAcknowledged() {
        listener.onMessage(message(Message.class, () -> "E1"));

        assertThat(admitted).isEmpty();
    }

    @Test
    void messageIsSentAgainWhenTheDatabaseDoesNotAnswer() throws ReflectiveOperationException {
        RuntimeException outage = new IllegalStateException("connection refused");
        admission((functionId, eventIds) -> {
            throw outage;
        });

        assertThatThrownBy(() -> listener.onMessage(textMessage(() -> "E1"))).isSameAs(outage);
    }

    @Test
    void messageIsSentAgainWhenItCannotBeRead() {
        JMSException failure = new JMSException("large message is gone");
        TextMessage unreadable = textMessage(() -> {
            throw failure;
        });

        assertThatThrownBy(() -> listener.onMessage(unreadable))
                .hasMessageContaining("welcome")
                .hasCause(failure);
    }

    private void admission(Admission admission) throws ReflectiveOperationException {
        Field field = FunctionListener.class.getDeclaredField("admission");
        field.setAccessible(true);
        field.set(listener, admission);
    }

    private static TextMessage textMessage(Callable<String> text) {
        return message(TextMessage.class, text);
    }

    private static <T extends Message> T message(Class<T> type, Callable<String> text) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getText" -> text.call();
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }
}
