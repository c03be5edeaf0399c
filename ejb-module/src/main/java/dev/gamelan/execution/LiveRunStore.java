package dev.gamelan.execution;

import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the rows of work. */
@ApplicationScoped
class LiveRunStore {

    /** On H2. From the index, and of what is not due it reads nothing. */
    static final String DUE = "select count(*), min(due_at) from gamelan.work where function_id = ? and due_at <= ?";

    private static final String DUE_OF_ALL = """
            select w.count, w.oldest, f.id from unnest(?::text[]) f(id) cross join lateral (
                select count(*) as count, min(due_at) as oldest from gamelan.work
                where function_id = f.id and due_at <= ?) w
            """;

    private static final String LIVE =
            "select function_id, status, count(*) from gamelan.work group by function_id, status";

    /** What nobody works on and is due in some time; of each function no more is read than asked for. */
    static final String SOON = """
            select count(*) from (select 1 from gamelan.work
                where function_id = ? and due_at > ? and due_at <= ? and owner is null limit ?) w
            """;

    private static final String SOON_OF_ALL = """
            select count(*) from (select 1 from unnest(?::text[]) f(id) cross join lateral (
                select 1 from gamelan.work where function_id = f.id and due_at > ? and due_at <= ? and owner is null limit ?) w
                limit ?) s
            """;

    @Inject
    private Sql sql;

    /** For each of these functions, what is due and nobody works on: what is being worked on is due when its lease ends. */
    Map<String, LiveRuns.Due> due(Collection<String> functionIds) {
        Instant now = sql.now();
        if (sql.isPostgresql()) {
            return sql
                    .query(
                            DUE_OF_ALL,
                            row -> Map.entry(
                                    row.getString(3),
                                    LiveRuns.Due.of(row.getLong(1), Sql.nullableInstant(row, 2), now)),
                            Sql.texts(functionIds),
                            now)
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
        Map<String, LiveRuns.Due> due = new HashMap<>();
        for (String function : functionIds) {
            sql.query(DUE, row -> LiveRuns.Due.of(row.getLong(1), Sql.nullableInstant(row, 2), now), function, now)
                    .forEach(counted -> due.put(function, counted));
        }
        return due;
    }

    /** How many runs of these functions are due within a time from now on: no further than to {@code most}. */
    long dueWithin(Duration time, Collection<String> functionIds, int most) {
        Instant now = sql.now();
        Instant end = now.plus(time);
        if (sql.isPostgresql()) {
            return sql.query(SOON_OF_ALL, row -> row.getLong(1), Sql.texts(functionIds), now, end, most, most)
                    .get(0);
        }
        long count = 0;
        for (String function : functionIds) {
            count += sql.query(SOON, row -> row.getLong(1), function, now, end, most)
                    .get(0);
        }
        return Math.min(count, most);
    }

    /** Reads every row, those of a million sleepers too; the pages in their order are the quickest way to do that. */
    Map<LiveRuns.Kind, Long> live() {
        if (sql.isPostgresql()) {
            sql.update("set local enable_seqscan = on");
        }
        return sql
                .query(
                        LIVE,
                        row -> Map.entry(
                                new LiveRuns.Kind(row.getString(1), RunStatus.valueOf(row.getString(2))),
                                row.getLong(3)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
