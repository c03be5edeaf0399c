package dev.gamelan.bench.recording;

import java.util.concurrent.atomic.AtomicLongArray;

/** When functions began and ended, in microseconds since 1970; 0 for what has not happened. */
public final class Times {

    private final int base;
    private final AtomicLongArray started;
    private final AtomicLongArray finished;

    Times(int base, int size) {
        this.base = base;
        this.started = new AtomicLongArray(size);
        this.finished = new AtomicLongArray(size);
    }

    public long[] started() {
        return copy(started);
    }

    public long[] finished() {
        return copy(finished);
    }

    boolean started(int key, long micros) {
        return set(started, key, micros);
    }

    boolean finished(int key, long micros) {
        return set(finished, key, micros);
    }

    private boolean set(AtomicLongArray array, int key, long micros) {
        int index = key - base;
        return index >= 0 && index < array.length() && array.compareAndSet(index, 0, micros);
    }

    private static long[] copy(AtomicLongArray array) {
        long[] copy = new long[array.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = array.get(i);
        }
        return copy;
    }
}
