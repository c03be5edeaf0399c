package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MultimodeOutputTest {

    private static final List<List<String>> COMMANDS =
            List.of(List.of("set", "a.b=1"), List.of("create-jdbc-resource", "jdbc/x"), List.of("deploy", "x.ear"));

    @Test
    void eachCommandHasItsMessagesAndItsVerdict() {
        assertThat(MultimodeOutput.parse("""
                        a.b=1
                        Command set executed successfully.
                        remote failure: no such pool
                        second line
                        Command create-jdbc-resource failed.
                        """))
                .containsExactly(
                        new MultimodeOutput.Verdict("set", true, "a.b=1"),
                        new MultimodeOutput.Verdict(
                                "create-jdbc-resource", false, "remote failure: no such pool\nsecond line"));
    }

    @Test
    void aFailureInTheMiddleIsAFailureThatNamesTheLine() {
        assertThatThrownBy(() -> MultimodeOutput.requireSuccess(COMMANDS, """
                        Command set executed successfully.
                        remote failure: no such pool
                        Command create-jdbc-resource failed.
                        Command deploy executed successfully.
                        """))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("create-jdbc-resource jdbc/x")
                .hasMessageContaining("no such pool");
    }

    @Test
    void whatExistsIsKept() {
        assertThatCode(() -> MultimodeOutput.requireSuccess(COMMANDS, """
                        Command set executed successfully.
                        remote failure: A JdbcResource by name jdbc/x already exists.
                        Command create-jdbc-resource failed.
                        Command deploy executed successfully.
                        """)).doesNotThrowAnyException();
    }

    @Test
    void aCommandWithoutVerdictWasNotCarriedOut() {
        assertThatThrownBy(() -> MultimodeOutput.requireSuccess(
                        COMMANDS, "Command set executed successfully.\nRemote server does not listen for requests"))
                .hasMessageContaining("create-jdbc-resource jdbc/x")
                .hasMessageContaining("does not listen");
    }
}
