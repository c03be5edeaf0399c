package dev.gamelan.statistics;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What happened in the last weeks. Asking costs the same however many runs there are. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Statistics {

    private static final int MOST_FAILING = 10;

    /** Functions are compared by the hour when more is asked for: their minutes are many. */
    private static final Duration MOST_BY_MINUTE = Duration.ofHours(6);

    @Inject
    private StatisticsStore store;

    public Instant now() {
        return store.now();
    }

    public History history(HistoryQuery query) {
        Duration interval = query.interval();
        Instant from = Grain.begin(query.from(), interval);
        Instant to = Grain.begin(query.to().minusNanos(1), interval).plus(interval);
        Grain grain = HistoryQuery.grain(interval);
        Map<Instant, Figures> byInterval = new HashMap<>();
        store.rows(grain, query.functionId().orElse(Ledger.ALL), from, to)
                .forEach(row -> byInterval.merge(Grain.begin(row.beginsAt(), interval), row.figures(), Figures::plus));
        List<History.Point> points = new ArrayList<>();
        Figures total = Figures.NONE;
        for (Instant at = from; at.isBefore(to); at = at.plus(interval)) {
            Figures figures = byInterval.getOrDefault(at, Figures.NONE);
            points.add(new History.Point(at, figures));
            total = total.plus(figures);
        }
        List<History.Failing> failing = query.functionId().isPresent() ? List.of() : failing(grain, from, to);
        return new History(from, to, interval, store.first(grain), points, total, failing);
    }

    private List<History.Failing> failing(Grain grain, Instant from, Instant to) {
        boolean isLong = Duration.between(from, to).compareTo(MOST_BY_MINUTE) > 0;
        Grain taken = isLong ? Grain.HOUR : grain;
        return store.failing(taken, taken.begin(from), to, MOST_FAILING);
    }

    /**
     * Stores what has come since the last time.
     *
     * @return the moment for which it is stored
     */
    public Instant record(Ledger ledger, Map<String, Figures> counted) {
        Instant now = store.now();
        store.write(ledger.entries(now, counted));
        return now;
    }

    /** @return how many rows were older than they are kept */
    public int deleteOld() {
        Instant now = store.now();
        int deleted = 0;
        for (Grain grain : Grain.values()) {
            deleted += store.delete(grain, now.minus(grain.kept()));
        }
        return deleted;
    }
}
