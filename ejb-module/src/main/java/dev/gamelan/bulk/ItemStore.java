package dev.gamelan.bulk;

import dev.gamelan.database.Bulk;
import dev.gamelan.database.Conditions;
import dev.gamelan.database.Query;
import dev.gamelan.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of what jobs work on. */
@ApplicationScoped
class ItemStore {

    /** What is asked for instead of a result. */
    static final String REMAINING = "REMAINING";

    private static final String SELECT =
            "select nr, source_id, target_id, result, message, made_run_id from gamelan.bulk_item ";

    /** The order names all columns of the index, or H2 would sort. */
    static final String NEXT = SELECT + "where bulk_id = ? and nr >= ? and nr < ? order by bulk_id, nr";

    static final String JOB_OF_RUN = "select bulk_id from gamelan.bulk_item where made_run_id = ?";

    private static final Bulk INSERT =
            Bulk.insert("gamelan.bulk_item", "bulk_id text", "nr int", "source_id text", "target_id text");

    private static final Bulk UPDATE = Bulk.update(
            "gamelan.bulk_item",
            List.of("bulk_id text", "nr int"),
            List.of("result text", "message text", "made_run_id text"));

    @Inject
    private Sql sql;

    /** What an item is to be about. */
    record Source(String id, Optional<String> functionId) {}

    /** @param above how many items the job has already */
    void insert(String jobId, int above, List<Source> sources) {
        List<Object[]> rows = new ArrayList<>(sources.size());
        for (Source source : sources) {
            int nr = -(above + rows.size() + 1);
            rows.add(new Object[] {jobId, nr, source.id(), source.functionId().orElse(null)});
        }
        sql.bulk(INSERT, rows);
    }

    /** The next ones to be worked on, when so many remain. */
    List<Item> next(String jobId, int remaining, int most) {
        return sql.query(NEXT, ItemStore::read, jobId, -remaining, -remaining + most);
    }

    /**
     * In the order in which they are worked on.
     *
     * @param result those with this one; empty for all, {@code REMAINING} for those without
     * @param after the number of the last one of the page before
     */
    List<Item> list(Job job, Optional<String> result, Optional<Integer> after, int most) {
        Query query = page(job.id(), result, result.equals(Optional.of(REMAINING)) ? open(job, after) : after, most);
        return sql.query(query.sql(), ItemStore::read, query.parameters().toArray());
    }

    /** What has no result lies behind what has one. */
    private static Optional<Integer> open(Job job, Optional<Integer> after) {
        int last = -job.figures().remaining() - 1;
        return Optional.of(Math.max(last, after.orElse(last)));
    }

    static Query page(String jobId, Optional<String> result, Optional<Integer> after, int most) {
        Conditions conditions = new Conditions().and("bulk_id = ?", jobId).and("nr > ?", after);
        String order = "bulk_id, nr";
        if (result.isPresent()) {
            if (result.get().equals(REMAINING)) {
                conditions.and("result is null");
            } else {
                conditions.and("result = ?", result.get());
                order = "bulk_id, result, nr";
            }
        }
        List<Object> parameters = new ArrayList<>(conditions.parameters());
        parameters.add(most);
        return new Query(SELECT + conditions.where() + " order by " + order + " limit ?", parameters);
    }

    void end(String jobId, Map<Item, Outcome> outcomes) {
        List<Object[]> rows = new ArrayList<>(outcomes.size());
        outcomes.forEach((item, outcome) -> rows.add(new Object[] {
            jobId,
            item.nr(),
            outcome.result().name(),
            outcome.message().orElse(null),
            outcome.madeRunId().orElse(null)
        }));
        sql.bulk(UPDATE, rows);
    }

    /** Deletes the next items of a job. @return whether there may be more */
    boolean delete(String jobId, int most) {
        Optional<Integer> first = sql
                .query(
                        "select nr from gamelan.bulk_item where bulk_id = ? order by bulk_id, nr limit 1",
                        row -> row.getInt(1),
                        jobId)
                .stream()
                .findFirst();
        first.ifPresent(
                nr -> sql.update("delete from gamelan.bulk_item where bulk_id = ? and nr < ?", jobId, nr + most));
        return first.isPresent();
    }

    /** The job that has started this run. */
    Optional<String> jobThatMade(String runId) {
        return sql.query(JOB_OF_RUN, row -> row.getString(1), runId).stream().findFirst();
    }

    private static Item read(ResultSet row) throws SQLException {
        Optional<String> message = Optional.ofNullable(row.getString(5));
        Optional<String> made = Optional.ofNullable(row.getString(6));
        return new Item(
                row.getInt(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                Optional.ofNullable(row.getString(4))
                        .map(result -> new Outcome(Outcome.Result.valueOf(result), message, made)));
    }
}
