package dev.gamelan.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gamelan.event.EventPattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionDefinitionTest {

    private static final String SIGNUP = "app/user.signup";

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "a/b", "größe", "a'b", "a\n", "١"})
    void idOfOtherCharactersIsRefused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function(id, "", 4, SIGNUP))
                .withMessageContaining("id '" + id + "'");
    }

    @Test
    void idHasAtMost128Characters() {
        String longest = "Az09_-".repeat(22).substring(0, 128);

        assertThat(function(longest, "", 4, SIGNUP).id()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function(longest + "x", "", 4, SIGNUP))
                .withMessageContaining("1 to 128");
    }

    @Test
    void nameIsTheIdUnlessGiven() {
        assertThat(function("welcome", "", 4, SIGNUP).name()).isEqualTo("welcome");
        assertThat(function("welcome", "Says hello", 4, SIGNUP).name()).isEqualTo("Says hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "a\u0000", "\t"})
    void nameWithControlCharactersIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function("f", name, 4, SIGNUP))
                .withMessageContaining("name");
    }

    @Test
    void nameFitsItsColumn() {
        assertThat(function("f", "n".repeat(255), 4, SIGNUP).name()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function("f", "n".repeat(256), 4, SIGNUP))
                .withMessageContaining("255");
    }

    @Test
    void retriesLieBetween0And20() {
        assertThat(function("f", "", 0, SIGNUP).retries()).isZero();
        assertThat(function("f", "", 20, SIGNUP).retries()).isEqualTo(20);
        for (int retries : new int[] {-1, 21}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> function("f", "", retries, SIGNUP))
                    .withMessageContaining("retries must lie between 0 and 20, is " + retries);
        }
    }

    @Test
    void upToTenDifferentTriggersAreAccepted() {
        String[] ten = IntStream.range(0, 10).mapToObj(i -> "app/" + i).toArray(String[]::new);
        String[] eleven = IntStream.range(0, 11).mapToObj(i -> "app/" + i).toArray(String[]::new);
        String[] repeated = Stream.concat(Stream.of(ten), Stream.of(ten)).toArray(String[]::new);

        assertThat(function("f", "", 4, ten).triggers()).hasSize(10);
        assertThat(function("f", "", 4, repeated)).isEqualTo(function("f", "", 4, ten));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function("f", "", 4, eleven))
                .withMessageContaining("up to 10 @OnEvent, has 11");
    }

    @Test
    void withoutTriggersItIsNoSubscriber() {
        assertThat(function("f", "", 4).isSubscriber()).isFalse();
        assertThat(function("f", "", 4).isTriggeredBy(SIGNUP)).isFalse();
        assertThat(function("f", "", 4, SIGNUP).isSubscriber()).isTrue();
    }

    @Test
    void upToFiveDifferentCancellationsAreAccepted() {
        List<Cancellation> five =
                IntStream.range(0, 5).mapToObj(i -> cancelledBy("app/" + i)).toList();
        List<Cancellation> six =
                IntStream.range(0, 6).mapToObj(i -> cancelledBy("app/" + i)).toList();
        List<Cancellation> repeated =
                Stream.concat(five.stream(), five.stream()).toList();

        assertThat(function("f", repeated, Optional.empty()).cancellations()).isEqualTo(five);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function("f", six, Optional.empty()))
                .withMessageContaining("up to 5 @CancelOn, has 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b"})
    void handlesFailuresOfWhatCanBeAFunction(String failureOf) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function("f-failure", List.of(), Optional.of(failureOf)))
                .withMessage("'" + failureOf + "' cannot be the id of a function");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function("a b", "two\nlines", 21, SIGNUP))
                .withMessage("id 'a b' must have 1 to 128 characters out of letters, digits, '-' and '_';"
                        + " name must have at most 255 characters and no control characters;"
                        + " retries must lie between 0 and 20, is 21");
    }

    @Test
    void anyOfItsTriggersStartsIt() {
        FunctionDefinition function = function("f", "", 4, SIGNUP, "billing/*");

        assertThat(function.isTriggeredBy(SIGNUP)).isTrue();
        assertThat(function.isTriggeredBy("billing/paid")).isTrue();
        assertThat(function.isTriggeredBy("app/user.left")).isFalse();
        assertThat(function.selector())
                .isEqualTo("eventName = 'app/user.signup' OR eventName LIKE 'billing/_%' ESCAPE '!'");
    }

    /** The literals are what servers have on their disks: another value orphans subscriptions with all they hold. */
    @Test
    void subscriptionKeepsItsNameFromReleaseToRelease() {
        assertThat(function("welcome", "", 4, SIGNUP).subscription()).isEqualTo("gamelan-welcome-62fca0a0");
        assertThat(function("f", "", 4, "it's", "größe/*").subscription()).isEqualTo("gamelan-f-b066fbc5");
    }

    @Test
    void subscriptionChangesWithTheTriggersOnly() {
        String subscription = function("f", "", 4, "a", "b").subscription();

        assertThat(function("f", "Another name", 7, "a", "b", "a").subscription())
                .as("name, retries and repeated triggers do not matter")
                .isEqualTo(subscription);
        assertThat(function("f", "", 4, "b", "a").subscription())
                .as("the order of triggers does not matter")
                .isEqualTo(subscription);
        assertThat(Stream.of(
                                function("f", "", 4, "a"),
                                function("f", "", 4, "a", "b", "c"),
                                function("f", "", 4, "a", "c"),
                                function("f", "", 4, "a/*", "b"),
                                function("f", "", 4, "a' OR eventName = 'b"),
                                function("g", "", 4, "a", "b"))
                        .map(FunctionDefinition::subscription))
                .doesNotHaveDuplicates()
                .doesNotContain(subscription);
    }

    private static FunctionDefinition function(String id, String name, int retries, String... triggers) {
        List<EventPattern> patterns = Stream.of(triggers).map(EventPattern::new).toList();
        return new FunctionDefinition(id, name, retries, patterns);
    }

    private static FunctionDefinition function(
            String id, List<Cancellation> cancellations, Optional<String> failureOf) {
        return new FunctionDefinition(id, "", 4, List.of(), cancellations, TimeLimits.NONE, failureOf, true);
    }

    private static Cancellation cancelledBy(String eventName) {
        return new Cancellation(eventName, Optional.empty());
    }
}
