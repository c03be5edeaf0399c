package dev.gamelan.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.deploy.Cancellation;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.TimeLimits;
import dev.gamelan.event.EventPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionJsonTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsStoredIsReadAgain(boolean replayable) {
        FunctionDefinition function = new FunctionDefinition(
                "charge",
                "Charges",
                3,
                List.of(new EventPattern("order/*")),
                List.of(new Cancellation("order/cancelled", Optional.of("data.id"))),
                new TimeLimits(Optional.of(Duration.ofMinutes(1)), Optional.empty()),
                Optional.of("other"),
                replayable);
        String config = FunctionJson.config(function);

        assertThat(FunctionJson.read("charge", "Charges", 3, FunctionJson.triggers(function), config))
                .isEqualTo(function);
        assertThat(FunctionJson.isReplayable(config)).isEqualTo(replayable);
    }

    @Test
    void whatSaysNothingIsReplayable() {
        assertThat(FunctionJson.isReplayable(null)).isTrue();
        assertThat(FunctionJson.isReplayable("{\"cancel\":[]}")).isTrue();
    }
}
