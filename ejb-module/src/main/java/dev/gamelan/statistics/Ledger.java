package dev.gamelan.statistics;

import dev.gamelan.metrics.RunFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides what this server counts among minutes and hours. What has come since the last look belongs to the interval of this one, so it can
 * be a few seconds late.
 */
final class Ledger {

    /** In place of a function's id, for all together. */
    static final String ALL = "";

    /** What there was at the last look; with {@link #ALL}. */
    private Map<String, Figures> last;

    private final Map<Grain, Page> pages = new EnumMap<>(Grain.class);

    /**
     * An interval that is going on.
     *
     * @param before what there was when it began
     */
    private record Page(Instant beginsAt, Map<String, Figures> before) {}

    /** What is to be stored of one interval: all of it so far, so that storing it again does no harm. */
    record Entry(Grain grain, String functionId, Instant beginsAt, Figures figures) {}

    /** @param counted so far, which is left out of everything */
    Ledger(Map<String, Figures> counted) {
        this.last = counted;
    }

    /** What is counted, with all functions together. */
    static Map<String, Figures> counted(Map<String, RunFigures> runs, long events) {
        Map<String, Figures> counted = new HashMap<>();
        runs.forEach((function, figures) -> counted.put(function, new Figures(figures, 0)));
        counted.put(ALL, new Figures(runs.values().stream().reduce(RunFigures.NONE, RunFigures::plus), events));
        return counted;
    }

    boolean isNews(Map<String, Figures> counted) {
        return !counted.equals(last);
    }

    /** What has to be stored, if these are the figures at this moment. */
    List<Entry> entries(Instant now, Map<String, Figures> counted) {
        List<Entry> entries = new ArrayList<>();
        for (Grain grain : Grain.values()) {
            Page page = page(grain, now);
            counted.forEach((function, figures) -> {
                if (!figures.equals(last.get(function))) {
                    Figures before = page.before().getOrDefault(function, Figures.NONE);
                    entries.add(new Entry(grain, function, page.beginsAt(), figures.minus(before)));
                }
            });
        }
        return entries;
    }

    /** The entries of this moment are stored. */
    void stored(Instant now, Map<String, Figures> counted) {
        for (Grain grain : Grain.values()) {
            pages.put(grain, page(grain, now));
        }
        last = counted;
    }

    private Page page(Grain grain, Instant now) {
        Page current = pages.get(grain);
        Instant beginsAt = grain.begin(now);
        // A clock that was put back must not begin an interval anew that is stored already.
        return current != null && !beginsAt.isAfter(current.beginsAt()) ? current : new Page(beginsAt, last);
    }
}
