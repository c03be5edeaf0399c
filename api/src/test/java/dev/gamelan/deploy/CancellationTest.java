package dev.gamelan.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancellationTest {

    @ParameterizedTest
    @ValueSource(strings = {"*", "app/*", "app*", "a*b"})
    void patternsCancelNothing(String eventName) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cancellation(eventName, Optional.empty()))
                .withMessage(
                        "'" + eventName + "' is a pattern: give each event that cancels an @CancelOn with its name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb"})
    void eventNamesFollowTheirRules(String eventName) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cancellation(eventName, Optional.empty()))
                .withMessageContaining("event name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.userId", "data.user.id", "data.größe", "data.a-b", "user.id", "id", "name"})
    void pathsIntoTheEventMatch(String path) {
        assertThat(new Cancellation("app/deleted", Optional.of(path)).match()).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "userId", "data", "data.", "data..a", ".data.a", "data.a ", "id.x", "event.data.userId"})
    void whatIsNoPathIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cancellation("app/deleted", Optional.of(path)))
                .withMessageContaining("match '" + path + "'")
                .withMessageContaining("such as data.userId");
    }
}
