package dev.gamelan.errors;

import dev.gamelan.database.Sql;
import dev.gamelan.search.Count;
import dev.gamelan.search.Period;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Groups of failed attempts, from the index of their fingerprints: from group to group, and in each to its ends. What there is of a
 * group is counted up to a bound, so that an error that occurs all the time costs no more than others.
 */
@ApplicationScoped
class ErrorStore {

    static final int MOST_GROUPS = 5_000;

    /** Of which different runs are picked as examples. */
    private static final int MOST_OCCURRENCES = 200;

    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final String OF_ONE =
            " from gamelan.attempt where fingerprint = ? and ended_at >= ? and ended_at < ? ";

    /** The order names all columns of the index, or H2 would read and sort all that its condition allows. */
    static final String LAST = "select fingerprint, function_id, step_name, error, ended_at" + OF_ONE
            + "order by fingerprint, ended_at desc limit 1";

    static final String FIRST =
            "select ended_at" + OF_ONE + "order by fingerprint, ended_at, outcome, ends_run limit 1";

    static final String FIRST_ON_POSTGRESQL = "select ended_at" + OF_ONE + "order by ended_at limit 1";

    static final String FIGURES =
            "select count(case when outcome = 'FAILED' then 1 end), count(case when ends_run then 1 end)"
                    + " from (select outcome, ends_run" + OF_ONE + "limit ?) counted";

    static final String NEXT = """
        select fingerprint from gamelan.attempt where fingerprint > ? order by fingerprint, ended_at desc limit 1
        """;

    private static final String LAST_OF_ALL = """
        with recursive one(fingerprint, number) as (
            select min(fingerprint), 1 from gamelan.attempt where fingerprint is not null
            union all
            select (select min(a.fingerprint) from gamelan.attempt a where a.fingerprint > one.fingerprint), number + 1
            from one where one.fingerprint is not null and number < ?)
        select one.fingerprint, a.function_id, a.step_name, a.error, a.ended_at from one cross join lateral (
            select function_id, step_name, error, ended_at from gamelan.attempt
            where fingerprint = one.fingerprint and ended_at >= ? and ended_at < ? order by ended_at desc limit 1) a
        """;

    private static final String NEWEST = """
        select run_id, ended_at, ends_run from gamelan.attempt where fingerprint = ?
        order by fingerprint, ended_at desc limit ?
        """;

    @Inject
    private Sql sql;

    /** The last attempt that failed with an error of a group. */
    record Last(String fingerprint, String functionId, Optional<String> stepName, String error, Instant seenAt) {}

    /** @param endedRuns how many runs ended with it */
    record Figures(Count failed, Count endedRuns) {}

    /** Of each group that was seen in this time; no more than {@link #MOST_GROUPS}. */
    List<Last> last(Period seen) {
        if (sql.isPostgresql()) {
            return sql.query(LAST_OF_ALL, ErrorStore::read, MOST_GROUPS, from(seen), before(seen));
        }
        List<Last> all = new ArrayList<>();
        Optional<String> next = next("");
        for (int number = 0; next.isPresent() && number < MOST_GROUPS; number++) {
            last(next.get(), seen).ifPresent(all::add);
            next = next(next.get());
        }
        return all;
    }

    /** On H2, which reads all that is equal to find what is greater; nothing is equal to this, and nothing is between the two. */
    private Optional<String> next(String fingerprint) {
        return sql.query(NEXT, row -> row.getString(1), fingerprint + " ").stream()
                .findFirst();
    }

    Optional<Last> last(String fingerprint, Period seen) {
        return sql.query(LAST, ErrorStore::read, fingerprint, from(seen), before(seen)).stream()
                .findFirst();
    }

    Optional<Instant> first(String fingerprint, Period seen) {
        return sql
                .query(
                        sql.isPostgresql() ? FIRST_ON_POSTGRESQL : FIRST,
                        row -> Sql.instant(row, 1),
                        fingerprint,
                        from(seen),
                        before(seen))
                .stream()
                .findFirst();
    }

    Figures figures(String fingerprint, Period seen) {
        return sql.query(
                        FIGURES,
                        row -> figures(row.getInt(1), row.getInt(2)),
                        fingerprint,
                        from(seen),
                        before(seen),
                        Count.MOST + 1)
                .get(0);
    }

    /** When not all were counted, neither figure is exact. */
    private static Figures figures(int failed, int endedRuns) {
        boolean all = Math.max(failed, endedRuns) <= Count.MOST;
        return new Figures(
                new Count(Math.min(failed, Count.MOST), all), new Count(Math.min(endedRuns, Count.MOST), all));
    }

    List<Occurrence> newest(String fingerprint) {
        return sql.query(
                NEWEST,
                row -> new Occurrence(row.getString(1), Sql.instant(row, 2), row.getBoolean(3)),
                fingerprint,
                MOST_OCCURRENCES);
    }

    private static Last read(ResultSet row) throws SQLException {
        return new Last(
                row.getString(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                row.getString(4),
                Sql.instant(row, 5));
    }

    private static Instant from(Period seen) {
        return seen.from().orElse(Instant.EPOCH);
    }

    private static Instant before(Period seen) {
        return seen.before().orElse(EVER);
    }
}
