package dev.gamelan.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Place START = new Place(Instant.EPOCH, "");
    private static final Progress NEW = new Progress(null, null, NOW, null, null, Deleted.NOTHING, START, START);

    @Test
    void oneNodeAtATimeDeletes() {
        Progress begun = NEW.begun("one", NOW);

        assertThat(begun.isFreeFor("two", NOW.plusSeconds(1))).isFalse();
        assertThat(begun.isOwnedBy("two")).isFalse();
        assertThat(begun.waitsFor(NOW.plusSeconds(1))).isEqualTo("nothing: node one is deleting");
    }

    @Test
    void theSameNodeGoesOnAtOnceWhenItIsBack() {
        assertThat(NEW.begun("one", NOW).isFreeFor("one", NOW.plusSeconds(1))).isTrue();
    }

    @Test
    void anotherNodeGoesOnWhenTheLeaseIsOver() {
        Progress left = NEW.begun("one", NOW).deleted(new Deleted(1, 2, 3, 4), NOW.plusSeconds(10));
        Instant later = NOW.plusSeconds(10).plus(Progress.LEASE);

        assertThat(left.isFreeFor("two", later.minusMillis(1))).isFalse();
        assertThat(left.isFreeFor("two", later)).isTrue();
        assertThat(left.waitsFor(later)).contains("one");
        Progress taken = left.begun("two", later);
        assertThat(taken.isOwnedBy("two")).isTrue();
        assertThat(taken.deleted()).as("it is the same pass").isEqualTo(new Deleted(1, 2, 3, 4));
        assertThat(taken.began()).contains(NOW);
    }

    @Test
    void theNextPassIsDueSomeTimeAfterTheLast() {
        Progress ended = NEW.begun("one", NOW)
                .deleted(new Deleted(1, 0, 0, 0), NOW)
                .ended(NOW.plusSeconds(1), Duration.ofMinutes(10));
        Instant next = NOW.plusSeconds(601);

        assertThat(ended.isFreeFor("one", next.minusMillis(1))).isFalse();
        assertThat(ended.isFreeFor("two", next)).isTrue();
        assertThat(ended.waitsFor(NOW.plusSeconds(2))).contains(next.toString());
        assertThat(ended.begun("two", next).deleted()).isEqualTo(Deleted.NOTHING);
    }

    /** Kept for longer than before, some of what was looked at comes of age later. */
    @Test
    void aPlaceIsNeverLaterThanTheLimit() {
        Place place = new Place(NOW, "id");

        assertThat(place.notAfter(NOW)).isEqualTo(place);
        assertThat(place.notAfter(NOW.minusMillis(1))).isEqualTo(new Place(NOW.minusMillis(1), ""));
    }
}
