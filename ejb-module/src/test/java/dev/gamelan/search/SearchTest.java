package dev.gamelan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Over the numbers from 1,000 down to 1. */
class SearchTest {

    private static final Bounds WIDE = bounds(10_000, 1_000_000);

    private final AtomicLong nanoTime = new AtomicLong();
    private final List<Integer> lots = new ArrayList<>();

    @Test
    void pageWithoutAConditionReadsOneRowMoreThanItShows() {
        Page<Integer> page = page(search(Optional.empty(), WIDE, 1_000), 20);

        assertThat(page.rows()).startsWith(1_000).endsWith(981).hasSize(20);
        assertThat(page.cursor()).contains("981");
        assertThat(lots).containsExactly(21);
    }

    @Test
    void lastPageSaysThatItIs() {
        assertThat(page(search(Optional.empty(), WIDE, 20), 20).hasMore()).isFalse();
        assertThat(page(search(Optional.empty(), WIDE, 19), 20).count()).contains(new Count(19, true));
        assertThat(page(search(Optional.empty(), WIDE, 0), 20).rows()).isEmpty();
    }

    @Test
    void looksOnUntilThePageIsFull() {
        Page<Integer> page = page(search(Optional.of(n -> n % 100 == 0), WIDE, 1_000), 3);

        assertThat(page.rows()).containsExactly(1_000, 900, 800);
        assertThat(page.count()).isEmpty();
        assertThat(page.cursor()).contains("800");
        assertThat(page.searched()).isEqualTo(201);
    }

    @Test
    void whatWasSearchedWithoutSuccessIsBehindTheCursor() {
        Bounds few = bounds(250, 1_000_000);

        Page<Integer> page = page(search(Optional.of(n -> n == 5), few, 1_000), 3);

        assertThat(page.rows()).isEmpty();
        assertThat(page.searched()).isEqualTo(250);
        assertThat(page.count()).contains(new Count(0, false));
        assertThat(page.cursor()).contains("751");
    }

    @Test
    void pagesTogetherLeaveNothingOut() {
        Bounds few = bounds(7, 1_000_000);
        List<Integer> found = new ArrayList<>();
        int last = 1_001;
        Page<Integer> page;
        do {
            page = page(search(Optional.of(n -> n % 3 == 0), few, last - 1), 2);
            found.addAll(page.rows());
            last = page.cursor().map(Integer::valueOf).orElse(0);
        } while (page.hasMore());

        assertThat(found)
                .isEqualTo(IntStream.rangeClosed(1, 333)
                        .mapToObj(n -> 1_002 - 3 * n)
                        .toList());
    }

    @Test
    void endsWhenItsTimeIsUpButLooksAtOneRow() {
        Page<Integer> page = page(
                search(Optional.of(n -> nanoTime.addAndGet(Duration.ofSeconds(3).toNanos()) < 0), WIDE, 1_000), 20);

        assertThat(page.searched()).isEqualTo(1);
        assertThat(page.hasMore()).isTrue();
    }

    @Test
    void readsNoMoreForAPageWhenItTakesLongButLooksAtWhatWasRead() {
        Page<Integer> page = page(search(Optional.of(n -> takes(Duration.ofMillis(1), n % 100 == 1)), WIDE, 1_000), 20);

        assertThat(page.rows()).containsExactly(901, 801);
        assertThat(page.cursor()).contains("801");
        assertThat(page.searched()).isEqualTo(200);
    }

    @Test
    void countsForLongerThanItLooksForAPage() {
        Predicate<Integer> slow = n -> takes(Duration.ofMillis(1), true);

        assertThat(search(Optional.of(slow), WIDE, 1_000).count()).isEqualTo(new Count(1_000, true));
        assertThat(search(Optional.of(n -> takes(Duration.ofMillis(10), true)), WIDE, 1_000)
                        .count())
                .isEqualTo(new Count(201, false));
    }

    @Test
    void pageOfLargeRowsIsShort() {
        Bounds small = bounds(10_000, 12);

        Page<Integer> page = page(search(Optional.empty(), small, 1_000), 20);

        assertThat(page.rows()).containsExactly(1_000, 999, 998);
        assertThat(page.hasMore()).isTrue();
        assertThat(page.count()).isEmpty();
    }

    @Test
    void countsAsFarAsItMayLook() {
        Bounds few = bounds(250, 1_000_000);

        assertThat(search(Optional.of(n -> n % 2 == 0), WIDE, 1_000).count()).isEqualTo(new Count(500, true));
        assertThat(search(Optional.of(n -> n % 2 == 0), few, 1_000).count()).isEqualTo(new Count(125, false));
    }

    @Test
    void countIsExactToTenThousand() {
        assertThat(Count.of(10_000)).isEqualTo(new Count(10_000, true));
        assertThat(Count.of(10_001)).isEqualTo(new Count(10_000, false));
    }

    private boolean takes(Duration time, boolean matches) {
        nanoTime.addAndGet(time.toNanos());
        return matches;
    }

    private static Bounds bounds(int rows, int characters) {
        return new Bounds(rows, Duration.ofSeconds(2), Duration.ofMillis(150), characters);
    }

    private static Page<Integer> page(Search<Integer> search, int limit) {
        return search.page(limit, row -> 4, String::valueOf);
    }

    private Search<Integer> search(Optional<Predicate<Integer>> condition, Bounds bounds, int newest) {
        return new Search<>(
                (last, most) -> {
                    lots.add(most);
                    List<Integer> rows = IntStream.iterate(last.map(n -> n - 1).orElse(newest), n -> n > 0, n -> n - 1)
                            .limit(most)
                            .boxed()
                            .toList();
                    return new Lot<>(rows, rows.size() < most);
                },
                condition,
                bounds,
                nanoTime::get);
    }
}
