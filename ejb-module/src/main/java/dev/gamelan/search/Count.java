package dev.gamelan.search;

/**
 * How many there are.
 *
 * @param isExact false when there may be more
 */
public record Count(int total, boolean isExact) {

    /** Nobody counts further. */
    public static final int MOST = 10_000;

    /** @param counted no further than one more than {@link #MOST} */
    public static Count of(int counted) {
        return new Count(Math.min(counted, MOST), counted <= MOST);
    }
}
