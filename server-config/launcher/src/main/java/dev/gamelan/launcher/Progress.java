package dev.gamelan.launcher;

import java.io.PrintStream;
import java.util.Locale;

/** Says what is being done and how long it has taken so far. */
public final class Progress {

    private final PrintStream out;
    private final long begin = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    void step(String what) {
        out.printf(Locale.ROOT, "[%5.1f s] %s%n", (System.nanoTime() - begin) / 1e9, what);
        out.flush();
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }
}
