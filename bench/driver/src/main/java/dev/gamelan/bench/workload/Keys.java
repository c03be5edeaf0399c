package dev.gamelan.bench.workload;

/** Hands out keys: each function of a run of the bench has its own. */
public final class Keys {

    private int next;

    /** The first of so many keys; a multiple of ten, as the fan-out needs it. */
    public int take(int count) {
        int base = next;
        next = (base + count + 9) / 10 * 10;
        return base;
    }
}
