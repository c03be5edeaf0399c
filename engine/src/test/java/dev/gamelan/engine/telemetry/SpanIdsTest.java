package dev.gamelan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpanIdsTest {

    private static final String ID = "01KAR8ZNXG0000000000000000";

    /** Changing them would tear the traces of runs that are asleep apart. */
    @Test
    void areTheSameForEver() {
        assertThat(SpanIds.trace(ID)).isEqualTo("84cb7c2845f4192406a498799efde40b");
        assertThat(SpanIds.ofEvent(ID)).isEqualTo("ad6a0dc22e26978c");
        assertThat(SpanIds.ofRun(ID)).isEqualTo("54b0bf6e10f55479");
        assertThat(SpanIds.ofStep(ID, "abc")).isEqualTo("da5d751eeece5f9d");
        assertThat(SpanIds.ofAttempt(ID, "abc", 1, 2)).isEqualTo("35fd042562eb423f");
    }

    @Test
    void areDifferentForDifferentThings() {
        assertThat(List.of(
                        SpanIds.ofEvent(ID),
                        SpanIds.ofRun(ID),
                        SpanIds.ofStep(ID, ""),
                        SpanIds.ofStep(ID, "abc"),
                        SpanIds.ofAttempt(ID, "abc", 0, 1),
                        SpanIds.ofAttempt(ID, "abc", 1, 1),
                        SpanIds.ofAttempt(ID, "abc", 0, 2),
                        SpanIds.ofAttempt(ID, "", 0, 1)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{16}"));
    }

    @Test
    void ofATraceAreThoseOfAnyOther() {
        assertThat(SpanIds.trace(ID)).matches("[0-9a-f]{32}").isNotEqualTo(SpanIds.trace(ID + "1"));
    }
}
