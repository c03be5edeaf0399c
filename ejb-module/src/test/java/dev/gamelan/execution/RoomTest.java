package dev.gamelan.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoomTest {

    private final Room room = new Room(8, 4);

    @Test
    void oneFunctionLeavesRoomForOthers() {
        for (int i = 0; i < 4; i++) {
            assertThat(room.reserve("slow")).isTrue();
        }

        assertThat(room.reserve("slow")).isFalse();
        assertThat(room.reserve("other")).isTrue();
        assertThat(room.quotas(Set.of("slow", "other"))).isEqualTo(Map.of("other", 3));
        assertThat(room.full(Set.of("slow", "other"))).containsExactly("slow");
    }

    @Test
    void allTogetherTakeNoMoreThanThereIs() {
        for (int i = 0; i < 4; i++) {
            room.reserve("a");
            room.reserve("b");
        }

        assertThat(room.reserve("c")).isFalse();
        assertThat(room.free()).isZero();
        assertThat(room.quotas(Set.of("a", "b", "c"))).isEmpty();
        assertThat(room.full(Set.of("a", "b", "c"))).hasSize(3);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        for (int i = 0; i < 4; i++) {
            room.reserve("a");
        }
        room.giveBack("a");

        assertThat(room.reserve("a")).isTrue();
    }

    @Test
    void workThatIsClaimedAlreadyIsTakenInAnyCase() {
        for (int i = 0; i < 9; i++) {
            room.reserveAnyway("a");
        }

        assertThat(room.free()).isZero();
        assertThat(room.quotas(Set.of("a"))).isEmpty();
    }

    @Test
    void aClaimIsWorthItWhenAQuarterOfTheShareIsFree() {
        Room large = new Room(64, 32);
        for (int i = 0; i < 32; i++) {
            large.reserve("a");
        }
        for (int i = 0; i < 7; i++) {
            large.giveBack("a");
            assertThat(large.isWorthClaiming("a")).isFalse();
        }
        large.giveBack("a");

        assertThat(large.isWorthClaiming("a")).isTrue();
    }

    @Test
    void waitsUntilNothingIsGoingOn() throws InterruptedException {
        room.reserve("a");
        Thread end = new Thread(() -> room.giveBack("a"));
        end.start();

        room.awaitEmpty(10_000);
        end.join();

        assertThat(room.free()).isEqualTo(8);
    }
}
