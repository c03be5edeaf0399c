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
                Caused by: java.lang.IllegalStateException: y
                \t... 9 more
                Caused by: java.sql.SQLException: no database
                \tat e.F.g(F.java:3)]]
                [2026-11-22T16:16:58.276+0000] [Payara 6] [INFO] [] [c] [[
                  said [SEVERE] in passing, at length, after more than a hundred and twenty characters of other things]]
                """;
        assertThat(ServerLog.severe(log)).containsExactly("""
                  Exception while loading the app
                  java.lang.RuntimeException: x
                  Caused by: java.sql.SQLException: no database
                """.stripTrailing());
    }

    @Test
    void onlyTheLastOnesAreShown() {
        String entry = "[2026-11-22T16:16:57.276+0000] [Payara 6] [SEVERE] [] [b] [[\n  message %s]]\n";
        String log =
                entry.formatted(1) + entry.formatted(2) + entry.formatted(2) + entry.formatted(3) + entry.formatted(4);
        assertThat(ServerLog.severe(log)).containsExactly("  message 2", "  message 3", "  message 4");
    }

    @Test
    void anEntryWithACauseIsShownRatherThanALaterOneWithout() {
        String cause = "[2026-11-22T16:16:57.276+0000] [Payara 6] [SEVERE] [] [b] [[\n  start\nCaused by: e]]\n";
        String noise = "[2026-11-22T16:16:58.276+0000] [Payara 6] [SEVERE] [] [b] [[\n  noise %s]]\n";
        assertThat(ServerLog.severe(cause + noise.formatted(1) + noise.formatted(2) + noise.formatted(3)))
                .contains("  start\n  Caused by: e");
    }
}
