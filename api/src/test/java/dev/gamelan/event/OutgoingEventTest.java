package dev.gamelan.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutgoingEventTest {

    @EventName("app/user.signup")
    record SignedUp(String userId) {}

    @Test
    void takesItsNameFromTheTypeOfItsData() {
        SignedUp data = new SignedUp("u1");

        assertThat(OutgoingEvent.of(data))
                .isEqualTo(new OutgoingEvent("app/user.signup", data, Optional.empty(), Optional.empty()));
    }

    @Test
    void typeWithoutANameIsRefusedAndToldWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutgoingEvent.of(Map.of()))
                .withMessageContaining("MapN has no @EventName")
                .withMessageContaining("OutgoingEvent.named(");
    }

    @Test
    void idAndTimeAreAddedWithoutLosingEachOther() {
        OutgoingEvent plain = OutgoingEvent.named("a", "data");

        assertThat(plain.withId("i").at(Instant.EPOCH))
                .isEqualTo(plain.at(Instant.EPOCH).withId("i"))
                .isEqualTo(new OutgoingEvent("a", "data", Optional.of("i"), Optional.of(Instant.EPOCH)));
        assertThat(plain.id()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullOptional")
    void nothingOfItMayBeNull() {
        assertThatNullPointerException().isThrownBy(() -> OutgoingEvent.named(null, "data"));
        assertThatNullPointerException().isThrownBy(() -> OutgoingEvent.named("a", null));
        assertThatNullPointerException()
                .isThrownBy(() -> new OutgoingEvent("a", "data", null, Optional.empty()))
                .withMessage("id");
        assertThatNullPointerException()
                .isThrownBy(() -> new OutgoingEvent("a", "data", Optional.empty(), null))
                .withMessage("timestamp");
    }
}
