package dev.gamelan.statistics;

import dev.gamelan.metrics.RunFigures;

/**
 * What happened in some time.
 *
 * @param events that were stored; 0 where one function is meant
 */
public record Figures(RunFigures runs, long events) {

    static final Figures NONE = new Figures(RunFigures.NONE, 0);

    Figures plus(Figures more) {
        return new Figures(runs.plus(more.runs), events + more.events);
    }

    Figures minus(Figures before) {
        return new Figures(runs.minus(before.runs), events - before.events);
    }
}
