package dev.gamelan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.commit.Notice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one node writes the others read. */
class BundleTest {

    private static final String NODE = "01KE0000000000000000000000";

    @Test
    void runsAndEventsAreReadAsTheyWereWritten() {
        Bundle bundle =
                new Bundle(NODE, 7, List.of(Notice.ofRun("run", "a-function_1"), Notice.ofEvent("event")), true);

        assertThat(Bundle.read(NODE, 7, bundle.text())).isEqualTo(bundle);
    }

    @Test
    void whatIsDeletedIsReadAsDeleted() {
        Bundle bundle = new Bundle(
                NODE, 9, List.of(Notice.ofDeletedRun("run", "a-function_1"), Notice.ofDeletedEvent("event")), true);

        assertThat(Bundle.read(NODE, 9, bundle.text())).isEqualTo(bundle);
    }

    @Test
    void oneThatIsNotCompleteSaysSo() {
        Bundle bundle = new Bundle(NODE, 8, List.of(), false);

        assertThat(Bundle.read(NODE, 8, bundle.text())).isEqualTo(bundle);
    }
}
