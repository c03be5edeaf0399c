package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptTest {

    @Test
    void commentsAndEmptyLinesAreNoCommands() {
        assertThat(parse("# a comment\n\nset a.b=1\n").commands()).containsExactly(List.of("set", "a.b=1"));
    }

    @Test
    void placeholdersOfOursAreFilledAndThoseOfTheServerAreLeft() {
        assertThat(parse("set a=${gamelan.x} b=${ALIAS=y}").commands())
                .containsExactly(List.of("set", "a=one two", "b=${ALIAS=y}"));
    }

    @Test
    void aPlaceholderWithoutValueIsAMistake() {
        assertThatThrownBy(() -> parse("set a=${gamelan.y}")).hasMessageContaining("${gamelan.y}");
    }

    @Test
    void wordsWithBlanksQuotesAndBackslashesSurviveTheWayThroughAFile() {
        List<String> command = List.of("set", "a=one two", "b=say \"x\\y\"", "c=d'e");
        assertThat(parse(Script.line(command)).commands()).containsExactly(command);
    }

    /** Every script, for every database and broker: a placeholder that nobody fills would show only at run time. */
    @Test
    void theScriptsOfTheProductAreComplete() {
        for (String database : List.of("h2", "postgresql://u:p@h/d")) {
            for (String broker : List.of("embedded", "tcp://h:1?user=u&password=p")) {
                Map<String, String> placeholders = Options.of("gamelan.database", database, "gamelan.broker", broker)
                        .placeholders();
                for (String name : List.of("domain", "resources", "broker", "adapter", "broker-pool")) {
                    assertThat(Script.load(name, placeholders).commands()).isNotEmpty();
                }
                assertThat(Script.load(Database.parse(database).script(), placeholders)
                                .commands())
                        .isNotEmpty();
            }
        }
    }

    private static Script parse(String text) {
        return Script.parse("test", text, Map.of("gamelan.x", "one two"));
    }
}
