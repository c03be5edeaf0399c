package dev.gamelan.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void whatHasAResultAndWhatHasNoneIsAllOfIt() {
        Figures figures = Figures.NONE
                .grown(3)
                .grown(2)
                .plus(List.of(
                        Outcome.DONE, Outcome.failed("no event"), Outcome.skipped("not over"), Outcome.made("N")));

        assertThat(figures).isEqualTo(new Figures(5, 2, 1, 1));
        assertThat(figures.processed()).isEqualTo(4);
        assertThat(figures.remaining()).isEqualTo(1);
    }

    @Test
    void moreThanThereIsCannotBeDone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Figures.NONE.plus(List.of(Outcome.DONE)));
    }
}
