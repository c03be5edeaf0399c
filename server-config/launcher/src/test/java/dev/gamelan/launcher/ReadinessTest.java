package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    @Test
    void theApplicationsOwnCheckIsUp() {
        assertThat(answer(200, "{\"status\":\"UP\",\"checks\":[{\"name\":\"gamelan\",\"status\":\"UP\",\"data\":{}}]}")
                        .ready())
                .isTrue();
    }

    @Test
    void anEmptyListOfChecksIsNotReady() {
        assertThat(answer(200, "{\"status\":\"UP\",\"checks\":[]}").ready()).isFalse();
    }

    @Test
    void anotherApplicationsCheckDoesNotCount() {
        assertThat(answer(200, "{\"status\":\"UP\",\"checks\":[{\"name\":\"other\",\"status\":\"UP\"}]}")
                        .ready())
                .isFalse();
    }

    @Test
    void aCheckThatIsDownIsShown() {
        Readiness readiness = answer(
                503,
                "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"gamelan\",\"status\":\"DOWN\",\"data\":{\"why\":\"db\"}}]}");
        assertThat(readiness.ready()).isFalse();
        assertThat(readiness.explanation()).contains("\"why\":\"db\"");
    }

    @Test
    void aPageOfTheServerIsNotAnAnswer() {
        assertThat(answer(404, "<html>not found</html>")).isEqualTo(new Readiness(false, "HTTP status 404"));
    }

    private static Readiness answer(int status, String body) {
        return Readiness.of(status, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }
}
