package dev.gamelan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void isReadAndWritten() {
        assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-01")).contains(new TraceParent(TRACE, SPAN, true));
        assertThat(TraceParent.parse(" 00-" + TRACE + "-" + SPAN + "-00 "))
                .contains(new TraceParent(TRACE, SPAN, false));
        assertThat(new TraceParent(TRACE, SPAN, true).text()).isEqualTo("00-" + TRACE + "-" + SPAN + "-01");
        assertThat(new TraceParent(TRACE, SPAN, false).text()).isEqualTo("00-" + TRACE + "-" + SPAN + "-00");
    }

    @Test
    void ofTheFlagsOnlySampledIsLookedAt() {
        assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-02")).contains(new TraceParent(TRACE, SPAN, false));
        assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-ff")).contains(new TraceParent(TRACE, SPAN, true));
    }

    @Test
    void laterVersionsMaySayMore() {
        assertThat(TraceParent.parse("01-" + TRACE + "-" + SPAN + "-01-what-the-future-will-bring"))
                .contains(new TraceParent(TRACE, SPAN, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-1",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "01-" + TRACE + "-" + SPAN + "-01more",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
                "00-" + TRACE + "-b7ad6b716920333g-01"
            })
    void anythingElseIsNone(String text) {
        assertThat(TraceParent.parse(text)).isEmpty();
    }
}
