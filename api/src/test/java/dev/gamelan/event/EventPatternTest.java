package dev.gamelan.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {

    @ParameterizedTest
    @CsvSource({
        "app/user.signup, app/user.signup,  true",
        "app/user.signup, app/user.signups, false",
        "app/user.signup, app/user.signu,   false",
        "app/user.signup, APP/user.signup,  false",
        "app/user.*,      app/user.signup,  true",
        "app/user.*,      app/user.a.b/c,   true",
        "app/user.*,      app/user.*,       true",
        "app/user.*,      app/user.,        false",
        "app/user.*,      app/user,         false",
        "app/user.*,      app/users.signup, false",
        "app/user.*,      App/user.signup,  false",
        "app/*,           app/a,            true",
        "app/*,           my/app/a,         false",
        "*,               anything,         true",
        "*,               *,                true",
        "*,               '',               false",
    })
    void matchesTheNameOrEveryLongerNameWithThePrefix(String pattern, String name, boolean expected) {
        assertThat(new EventPattern(pattern).matches(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b", "*a", "**", "a/**", "a/*/b", "*/", "*.*"})
    void starElsewhereThanAtTheEndIsRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventPattern(pattern))
                .withMessageContaining("last character")
                .withMessageContaining(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*", "app/user*", "app-*", "app/ *", "app\\*"})
    void starMustFollowASlashOrADot(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventPattern(pattern))
                .withMessageContaining("must follow '/' or '.'")
                .withMessageContaining(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "a\u0000", "\u007f", "a\u0085b"})
    void controlCharactersAreRefused(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventPattern(pattern))
                .withMessageContaining("control character");
    }

    @Test
    void hasOneTo512Characters() {
        assertThat(new EventPattern("n".repeat(512)).matches("n".repeat(512))).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventPattern("n".repeat(513)))
                .withMessageContaining("513");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventPattern(""))
                .withMessageContaining("has 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "app/user.signup | n = 'app/user.signup'",
                "it's            | n = 'it''s'",
                "100%_!          | n = '100%_!'",
                "app/user.*      | n LIKE 'app/user._%' ESCAPE '!'",
                "a_b%c!d'e/*     | n LIKE 'a!_b!%c!!d''e/_%' ESCAPE '!'",
                "*               | n LIKE '_%' ESCAPE '!'",
            })
    void selectorQuotesAndEscapesWhatMeansSomethingElseThere(String pattern, String selector) {
        assertThat(new EventPattern(pattern).toSelector("n")).isEqualTo(selector);
    }
}
