package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerLogTest {

    @Test
    void severeEntriesAreShownWithTheirCausesAndWithoutTheirFrames() {
        String log = """
                [2026-11-22T16:16:56.276+0000] [Payara 6] [INFO] [] [a] [[
                  Running]]
                [2026-11-22T16:16:57.276+0000] [Payara 6] [SEVERE] [] [b] [[
                  Exception while loading the app
                java.lang.RuntimeException: x
                \tat a.B.c(B.java:1)
                \tat a.B.d(B.java:2)
                Caused by: java.sql.SQLException: no database
                \tat e.F.g(F.java:3)]]
                [2026-11-22T16:16:58.276+0000] [Payara 6] [INFO] [] [c] [[
                  said [SEVERE] in passing, at length, after more than a hundred and twenty characters of other things]]
                """;
        assertThat(ServerLog.severe(log)).singleElement().asString().isEqualTo("""
                [2026-11-22T16:16:57.276+0000] [Payara 6] [SEVERE] [] [b] [[
                  Exception while loading the app
                java.lang.RuntimeException: x
                Caused by: java.sql.SQLException: no database""");
    }

    @Test
    void onlyTheLastOnesAreShown() {
        String entry = "[2026-11-22T16:16:5%d.276+0000] [Payara 6] [SEVERE] [] [b] [[ x]]\n";
        String log = entry.formatted(1) + entry.formatted(2) + entry.formatted(3) + entry.formatted(4);
        assertThat(ServerLog.severe(log)).hasSize(3).last().asString().contains(":54.");
    }
}
