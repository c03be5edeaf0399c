package dev.gamelan.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.engine.run.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void thirtyDaysUnlessSomethingIsSet() {
        Limits limits = limits();

        assertThat(limits.ofEvents()).hasToString("P30D");
        assertThat(limits.ofRuns("hello", RunStatus.COMPLETED)).hasToString("P30D");
        assertThat(limits.ofRuns(RunStatus.FAILED)).hasToString("P30D");
        assertThat(limits.ofEvents().before(NOW)).isEqualTo("2026-01-30T00:00:00Z");
    }

    @Test
    void bulkJobsAreKeptForNinety() {
        assertThat(limits().ofJobs()).hasToString("P90D");
        assertThat(limits("gamelan.retention.bulk", "forever").ofJobs()).isEqualTo(Limit.FOREVER);
    }

    @Test
    void whatIsSaidMorePreciselyWins() {
        Limits limits = limits(
                "gamelan.retention.runs", "P1D",
                "gamelan.retention.runs.failed", "P2D",
                "gamelan.retention.function.hello-world", "P3D",
                "gamelan.retention.function.hello-world.failed", "PT4H");

        assertThat(limits.ofRuns("other", RunStatus.COMPLETED)).hasToString("P1D");
        assertThat(limits.ofRuns("other", RunStatus.CANCELLED)).hasToString("P1D");
        assertThat(limits.ofRuns("other", RunStatus.FAILED)).hasToString("P2D");
        assertThat(limits.ofRuns("hello-world", RunStatus.COMPLETED)).hasToString("P3D");
        assertThat(limits.ofRuns("hello-world", RunStatus.FAILED)).hasToString("PT4H");
    }

    @Test
    void keepsForEver() {
        Limits limits = limits("gamelan.retention.events", "forever", "gamelan.retention.runs.failed", " forever ");

        assertThat(limits.ofEvents()).hasToString("forever");
        assertThat(limits.ofEvents().before(NOW)).isEqualTo(Instant.EPOCH);
        assertThat(limits.ofRuns(RunStatus.FAILED)).isEqualTo(Limit.FOREVER);
    }

    /** A variable of the environment is found by the name that it stands for, which is not among the names. */
    @Test
    void findsWhatTheEnvironmentSets() {
        Limits limits = new Limits(
                Map.of("GAMELAN_RETENTION_FUNCTION_HELLO_WORLD", "P3D").keySet(),
                name -> Optional.of("P3D")
                        .filter(value -> name.equals("gamelan.retention.function.hello-world")
                                || name.equals("GAMELAN_RETENTION_FUNCTION_HELLO_WORLD")));

        assertThat(limits.ofRuns("hello-world", RunStatus.COMPLETED)).hasToString("P3D");
    }

    @ParameterizedTest
    @CsvSource({
        "gamelan.retention.events,a month,such as P30D",
        "gamelan.retention.events,P1M,months and years as days",
        "gamelan.retention.events,PT59M,from PT1H",
        "GAMELAN_RETENTION_EVENTS,PT59M,from PT1H",
        "gamelan.retention.events,P36501D,to P36500D",
        "gamelan.retention.events,never,or 'forever'",
        "gamelan.retention.runs,PT0S,from PT0.001S",
        "gamelan.retention.runs.cancelled,-P1D,from PT0.001S",
        "gamelan.retention.function.hello-world.failed,Forever,or 'forever'",
        "GAMELAN_RETENTION_FUNCTION_HELLO_WORLD,soon,such as P30D",
        "gamelan.retention.run.failed,P1D,there are gamelan.retention.events",
        "gamelan.retention.runs.waiting,P1D,there are gamelan.retention.events",
        "gamelan.retention.function.a.b.failed,P1D,there are gamelan.retention.events",
    })
    void saysWhatIsWrongAndWhatCanBe(String name, String value, String fix) {
        assertThatThrownBy(() -> limits(name, value))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(fix);
    }

    @Test
    void isWrittenAsItIsSet() {
        assertThat(Limit.of(Duration.ofHours(24))).hasToString("P1D");
        assertThat(Limit.of(Duration.ofHours(36))).hasToString("PT36H");
    }

    private static Limits limits(String... namesAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Limits(settings.keySet(), name -> Optional.ofNullable(settings.get(name)));
    }
}
