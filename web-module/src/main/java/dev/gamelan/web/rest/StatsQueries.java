package dev.gamelan.web.rest;

import dev.gamelan.statistics.Grain;
import dev.gamelan.statistics.HistoryQuery;
import jakarta.ws.rs.BadRequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads which history is asked for. */
final class StatsQueries {

    static final String FUNCTION_ID = "function_id";

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String INTERVAL = "interval";
    static final Set<String> PARAMETERS = Set.of(FROM, TO, INTERVAL, FUNCTION_ID);

    private static final Duration DEFAULT_RANGE = Duration.ofHours(1);

    private static final Map<String, Duration> INTERVALS = names();

    private StatsQueries() {}

    private static Map<String, Duration> names() {
        Map<String, Duration> names = new LinkedHashMap<>();
        HistoryQuery.INTERVALS.forEach(interval -> names.put(name(interval), interval));
        return names;
    }

    /** As it is written in requests: a day as a day. */
    static String name(Duration interval) {
        return interval.equals(Duration.ofDays(1)) ? "P1D" : interval.toString();
    }

    static HistoryQuery read(QueryParameters parameters, Instant now) {
        Instant to = parameters.one(TO).map(text -> Parameters.time(TO, text)).orElse(now);
        Instant from =
                parameters.one(FROM).map(text -> Parameters.time(FROM, text)).orElseGet(() -> to.minus(DEFAULT_RANGE));
        if (!from.isBefore(to)) {
            throw new BadRequestException("from must be before to; they are " + from + " and " + to);
        }
        boolean hasMinutes = from.isAfter(now.minus(Grain.MINUTE.kept()));
        Duration interval = parameters.one(INTERVAL).map(StatsQueries::interval).orElseGet(() -> {
            Duration fitting = HistoryQuery.fitting(Duration.between(from, to));
            return hasMinutes || HistoryQuery.grain(fitting) == Grain.HOUR ? fitting : Grain.HOUR.length();
        });
        check(from, to, interval, hasMinutes);
        return new HistoryQuery(from, to, interval, functionId(parameters));
    }

    private static void check(Instant from, Instant to, Duration interval, boolean hasMinutes) {
        if (!hasMinutes && HistoryQuery.grain(interval) == Grain.MINUTE) {
            throw new BadRequestException("interval must be PT1H, PT6H or P1D: minutes are kept for "
                    + Grain.MINUTE.kept().toDays() + " days, and from is " + from);
        }
        long points = HistoryQuery.points(Duration.between(from, to), interval);
        if (points > HistoryQuery.MOST_POINTS) {
            throw new BadRequestException(
                    "interval " + name(interval) + " makes " + points + " intervals from from to to," + " at most "
                            + HistoryQuery.MOST_POINTS + " are told; take a longer one, or a later from");
        }
    }

    static Optional<String> functionId(QueryParameters parameters) {
        return RunQueries.functions(parameters.one(FUNCTION_ID).stream().toList()).stream()
                .findFirst();
    }

    private static Duration interval(String text) {
        return Optional.ofNullable(INTERVALS.get(text))
                .orElseThrow(() -> new BadRequestException(
                        "interval must be " + String.join(", ", INTERVALS.keySet()) + ", is '" + text + "'"));
    }
}
