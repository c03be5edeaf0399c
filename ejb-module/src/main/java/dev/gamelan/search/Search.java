package dev.gamelan.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Looks at rows one by one, the newest first, until a page is full, there are no others, or a bound is reached. Nothing is left
 * out without a word: a page that is not the last one says where to go on.
 *
 * @param <T> a row
 */
public final class Search<T> {

    /** How many rows are read at once, when most of them may be of no interest. */
    private static final int LOT = 100;

    private final Source<T> source;
    private final Optional<Predicate<T>> condition;
    private final Bounds bounds;
    private final LongSupplier nanoTime;

    /** Where the rows come from. */
    @FunctionalInterface
    public interface Source<T> {

        /** @param last the last one that is known; empty at first */
        Lot<T> behind(Optional<T> last, int most);
    }

    private record Walk<T>(T last, int searched, boolean isComplete, boolean isFull) {}

    /** @param condition what rows are looked at for; without one all are taken */
    public Search(Source<T> source, Optional<Predicate<T>> condition) {
        this(source, condition, Bounds.DEFAULT, System::nanoTime);
    }

    Search(Source<T> source, Optional<Predicate<T>> condition, Bounds bounds, LongSupplier nanoTime) {
        this.source = source;
        this.condition = condition;
        this.bounds = bounds;
        this.nanoTime = nanoTime;
    }

    /**
     * @param limit how many rows at most; fewer when they are large
     * @param characters in a row's payloads
     * @param key of a row, for the cursor
     */
    public Page<T> page(int limit, ToIntFunction<T> characters, Function<T, String> key) {
        List<T> rows = new ArrayList<>();
        Predicate<T> isLarge = bounds.exceeded(characters);
        // One more than asked for tells whether there is another page.
        Walk<T> walk = walk(condition.isPresent() ? LOT : limit + 1, bounds.timeForPage(), row -> {
            rows.add(row);
            return isLarge.test(row) || rows.size() == limit;
        });
        return new Page<>(
                rows,
                walk.isComplete() ? Optional.empty() : Optional.of(key.apply(walk.last())),
                walk.searched(),
                walk.isFull());
    }

    /** How many there are, as far as one request may look. */
    public Count count() {
        int[] total = new int[1];
        Walk<T> walk = walk(LOT, bounds.time(), row -> {
            total[0]++;
            return false;
        });
        return new Count(total[0], walk.isComplete());
    }

    /**
     * @param reading after which no other rows are read
     * @param take takes a row; true when no other is wanted
     */
    private Walk<T> walk(int most, Duration reading, Predicate<T> take) {
        long begin = nanoTime.getAsLong();
        T last = null;
        int searched = 0;
        boolean full = false;
        while (true) {
            Lot<T> lot = source.behind(Optional.ofNullable(last), most);
            for (T row : lot.rows()) {
                if (full || (searched > 0 && (searched >= bounds.rows() || isOver(begin, bounds.time())))) {
                    return new Walk<>(last, searched, false, full);
                }
                searched++;
                last = row;
                full = (condition.isEmpty() || condition.get().test(row)) && take.test(row);
            }
            if (lot.isLast() || isOver(begin, reading)) {
                return new Walk<>(last, searched, lot.isLast(), full);
            }
        }
    }

    private boolean isOver(long begin, Duration time) {
        return nanoTime.getAsLong() - begin > time.toNanos();
    }
}
