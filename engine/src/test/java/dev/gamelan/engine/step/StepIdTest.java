package dev.gamelan.engine.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepIdTest {

    /** {@code printf a | sha1sum}: what the SDKs in other languages compute. */
    @ParameterizedTest
    @CsvSource({
        "a, 0, 86f7e437faa5a7fce15d1ddcb9eaeaea377667b8",
        "a, 1, de89bfaf06245091a7873290a793604612302247",
        "ä ✓, 0, 2a6a7b6edab62368363b42271c0a5560798e1169"
    })
    void keyIsTheHashOfTheIdWithItsNumber(String id, int index, String key) {
        assertThat(new StepId(id, index).key()).isEqualTo(key);
    }

    @Test
    void aRepetitionIsTheStepWhoseIdSaysSo() {
        assertThat(new StepId("a", 2).key()).isEqualTo(new StepId("a:2", 0).key());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 256})
    void idsHaveUpTo256Characters(int length) {
        assertThat(new StepId("x".repeat(length), 0).id()).hasSize(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\0", "\u007f"})
    void refusesWhatCannotBeStoredOrShown(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new StepId(id, 0)).withMessageContaining("1 to 256");
    }

    @Test
    void refusesLongerIds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StepId("x".repeat(257), 0))
                .withMessageContaining("it has 257");
    }
}
