package dev.gamelan.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.engine.expression.Expression;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What rows are looked at for. */
class TermsTest {

    private static final Set<String> ROOTS = Set.of("event", "output");

    @Test
    void literalIsFoundAsItIsAndAsJsonWritesIt() {
        Literal literal = new Literal("say \"hi\"");

        assertThat(literal.isIn("I say \"hi\" to you")).isTrue();
        assertThat(literal.isInJson("{\"text\":\"say \\\"hi\\\"\"}")).isTrue();
        assertThat(literal.isIn("{\"text\":\"say \\\"hi\\\"\"}")).isFalse();
        assertThat(literal.isInJson("{\"text\":\"SAY \\\"HI\\\"\"}")).isFalse();
        assertThat(literal.isInJson(null)).isFalse();
    }

    @Test
    void literalHasNoWildcards() {
        assertThat(new Literal("100%").isIn("100 of them")).isFalse();
        assertThat(new Literal("a_b").isIn("axb")).isFalse();
    }

    @Test
    void conditionLooksAtItsDocuments() {
        Condition condition = condition("event.data.amount > 100 && output == 'ok'");

        assertThat(condition.matches(documents("{\"data\":{\"amount\":200}}", "\"ok\""), "row"))
                .isTrue();
        assertThat(condition.matches(documents("{\"data\":{\"amount\":200}}", "\"no\""), "row"))
                .isFalse();
        assertThat(condition.matches(documents("{\"data\":{\"amount\":200}}", null), "row"))
                .isFalse();
    }

    @Test
    void whatIsNotThereIsNull() {
        assertThat(condition("output == null").matches(documents("{}", null), "row"))
                .isTrue();
    }

    @Test
    void documentWithoutTheRequiredTextIsNotEvenRead() {
        assertThat(condition("event.data.email == 'ann@example.org'").matches(documents("no JSON", null), "row"))
                .isFalse();
    }

    @Test
    void expressionThatTakesTooLongIsNotTakenForOneThatDoesNotMatch() {
        String numbers = "[" + "1,".repeat(1_000) + "1]";
        Condition condition = condition("output.exists(x, output.exists(y, output.exists(z, x + y + z == 5)))");

        assertThatThrownBy(() -> condition.matches(documents("{}", numbers), "run 01X"))
                .isInstanceOf(CostlySearchException.class)
                .hasMessageStartingWith("at run 01X the expression was given up");
    }

    @Test
    void tellsWhatEveryMatchHas() {
        assertThat(terms("event.name == 'a/b' && event.data.x > 1").required("event", "name"))
                .contains("a/b");
        assertThat(terms("event.name == 'a/b' || event.data.x > 1").required("event", "name"))
                .isEmpty();
        assertThat(terms("event.name == 5").required("event", "name")).isEmpty();
        assertThat(Terms.NONE.required("event", "name")).isEmpty();
    }

    @Test
    void whatNoColumnCanHoldIsNotAskedOfTheDatabase() {
        assertThat(terms("event.name == \"a\0b\"").required("event", "name")).isEmpty();
        assertThat(terms("event.name == \"\ud800\"").required("event", "name")).isEmpty();
    }

    private static Condition condition(String cel) {
        return new Condition(Expression.compile(cel, ROOTS));
    }

    private static Terms terms(String cel) {
        return new Terms(Optional.empty(), Optional.of(Expression.compile(cel, ROOTS)));
    }

    private static Function<String, String> documents(String event, String output) {
        return root -> root.equals("event") ? event : output;
    }
}
