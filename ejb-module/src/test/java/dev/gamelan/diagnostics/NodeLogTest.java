package dev.gamelan.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.catalog.NodeState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLogTest {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    private final NodeLog log = new NodeLog("one");

    private static NodeState node(String name, String incarnation, boolean isAlive, int functions) {
        return new NodeState(name, incarnation, NOW, isAlive, name.equals("one"), functions);
    }

    private List<String> texts() {
        return log.events().stream()
                .map(event -> event.node() + " " + event.text())
                .toList();
    }

    @Test
    void theLifeOfAServerIsWrittenDown() {
        log.saw(NOW, List.of(node("one", "a", true, 7)));
        log.saw(NOW, List.of(node("one", "a", true, 7), node("two", "b", true, 7)));
        log.saw(NOW, List.of(node("one", "a", true, 7), node("two", "b", false, 7)));
        log.saw(NOW, List.of(node("one", "a", true, 7), node("two", "c", true, 8)));
        log.saw(NOW, List.of(node("one", "a", true, 7)));

        assertThat(texts())
                .containsExactly(
                        "one was there with 7 functions",
                        "two came with 7 functions",
                        "two is silent since 2026-01-31T10:00:00Z",
                        "two has started anew",
                        "two gives signs of life again",
                        "two offers 8 functions instead of 7",
                        "two was forgotten: it has been silent for too long");
    }

    @Test
    void aDatabaseThatIsAwayIsToldOnceAndWithoutItsPassword() {
        log.saw(NOW, List.of());
        log.failed(NOW, "refused: jdbc:postgresql://db/x?password=hunter2");
        log.failed(NOW, "refused");
        log.saw(NOW, List.of());

        assertThat(texts())
                .containsExactly(
                        "one the database does not answer: refused: jdbc:postgresql://db/x?password=***",
                        "one the database answers again");
    }

    @Test
    void onlyTheLastEventsAreKept() {
        for (int i = 0; i < 1_000; i++) {
            log.saw(NOW, List.of(node("one", "a" + i, true, 7)));
        }

        assertThat(log.events()).hasSize(200);
    }
}
