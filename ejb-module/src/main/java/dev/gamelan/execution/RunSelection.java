package dev.gamelan.execution;

import dev.gamelan.database.Conditions;
import dev.gamelan.database.Query;
import dev.gamelan.database.Sql;
import dev.gamelan.engine.run.RunIds;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.search.Count;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@link RunQuery} as SQL, but for its terms; what these require of a column is in it. Of live runs, and of those that have ended,
 * of each function and state by itself, the newest come from an index that has them in order; no more are read than are asked
 * for.
 */
final class RunSelection {

    private static final String COLUMNS =
            "id, function_id, event_id, status, attempt, output, error, queued_at, started_at, ended_at,"
                    + " origin_run_id";

    private static final String COLUMNS_OF_LIVE = """
        run_id as id, function_id, event_id, status, attempt, cast(null as text) as output, error, queued_at, started_at, \
        cast(null as timestamp(6) with time zone) as ended_at, origin_run_id\
        """;

    private static final Set<RunStatus> OVER =
            Arrays.stream(RunStatus.values()).filter(RunStatus::isTerminal).collect(Collectors.toUnmodifiableSet());

    private static final Set<RunStatus> LIVE = Arrays.stream(RunStatus.values())
            .filter(status -> !status.isTerminal())
            .collect(Collectors.toUnmodifiableSet());

    private final RunQuery query;
    private final Optional<String> eventId;
    private final Set<RunStatus> live;
    private final Set<RunStatus> over;

    /** @param order all columns of the index that is meant, or H2 would read and sort all that the conditions allow */
    private record Part(String columns, String from, Conditions conditions, String order) {

        String newest() {
            return "select " + columns + from + conditions.where() + " order by " + order + " limit ?";
        }

        String any() {
            return "select 1" + from + conditions.where() + " limit ?";
        }
    }

    /** Those of these runs that exist, the newest first. */
    static Query of(Collection<String> ids) {
        return new Query(
                "(select " + COLUMNS_OF_LIVE + " from gamelan.work where run_id = any(?)) union all (select " + COLUMNS
                        + " from gamelan.ended_run where id = any(?)) order by id desc",
                List.of(Sql.texts(ids), Sql.texts(ids)));
    }

    RunSelection(RunQuery query) {
        this.query = query;
        this.live = query.error().isPresent() ? Set.of() : among(LIVE, query.statuses());
        this.over = query.error().isPresent()
                ? among(Set.of(RunStatus.FAILED), query.statuses())
                : among(OVER, query.statuses());
        this.eventId = query.eventId().or(() -> query.terms().required(RunQuery.EVENT, "id"));
    }

    /** Whether no run can be both: over at some time, and not over. */
    boolean isNever() {
        return parts(Optional.empty()).isEmpty();
    }

    /**
     * The union is no table of another statement: H2 2.2 gives the last result of such a table again when nothing but a limit
     * within it has changed.
     *
     * @param behind only ids below this one
     */
    Query page(Optional<String> behind, int most) {
        List<Part> parts = parts(behind);
        List<Object> parameters = parameters(parts, most);
        if (parts.size() == 1) {
            return new Query(parts.get(0).newest(), parameters);
        }
        parameters.add(most);
        return new Query(union(parts, Part::newest) + " order by id desc limit ?", parameters);
    }

    /** Counts no further than one more than {@link Count#MOST}. */
    Query count() {
        List<Part> parts = parts(Optional.empty());
        List<Object> parameters = parameters(parts, Count.MOST + 1);
        parameters.add(Count.MOST + 1);
        return new Query(
                "select count(*) from (select 1 from (" + union(parts, Part::any) + ") r limit ?) c", parameters);
    }

    private static String union(List<Part> parts, Function<Part, String> select) {
        return parts.stream().map(part -> "(" + select.apply(part) + ")").collect(Collectors.joining(" union all "));
    }

    private static List<Object> parameters(List<Part> parts, int most) {
        List<Object> parameters = new ArrayList<>();
        for (Part part : parts) {
            parameters.addAll(part.conditions().parameters());
            parameters.add(most);
        }
        return parameters;
    }

    private List<Part> parts(Optional<String> behind) {
        List<Part> parts = new ArrayList<>();
        if (!live.isEmpty() && query.ended().isAlways()) {
            parts.add(new Part(
                    COLUMNS_OF_LIVE,
                    " from gamelan.work ",
                    madeByJob("run_id", conditions("run_id", query.functionIds(), live, LIVE, behind)),
                    "run_id desc"));
        }
        if (!over.isEmpty()) {
            partsOfOver(behind).forEach(parts::add);
        }
        return parts;
    }

    private Stream<Part> partsOfOver(Optional<String> behind) {
        if (isLookedUp()) {
            return Stream.of(ended(query.functionIds(), over, behind));
        }
        Set<Set<RunStatus>> states = over.equals(OVER) ? Set.of(over) : eachOf(over);
        return eachOf(query.functionIds()).stream()
                .flatMap(functions -> states.stream().map(statuses -> ended(functions, statuses, behind)));
    }

    private Part ended(Set<String> functions, Set<RunStatus> statuses, Optional<String> behind) {
        Conditions conditions = madeByJob("id", conditions("id", functions, statuses, OVER, behind))
                .and("error_fingerprint = ?", query.error())
                .and("ended_at >= ?", query.ended().from())
                .and("ended_at < ?", query.ended().before());
        String order = (functions.size() == 1 && !isLookedUp() ? "function_id, " : "")
                + (statuses.size() == 1 && !isLookedUp() ? "status, " : "");
        return new Part(COLUMNS, " from gamelan.ended_run ", conditions, order + "id desc");
    }

    /** Whether other rows say which runs these are, and not the order of an index. */
    private boolean isLookedUp() {
        return eventId.isPresent() || query.bulkId().isPresent();
    }

    private Conditions madeByJob(String id, Conditions conditions) {
        return conditions.and(
                id + " in (select made_run_id from gamelan.bulk_item where bulk_id = ? and result = 'DONE')",
                query.bulkId());
    }

    private Conditions conditions(
            String id, Set<String> functions, Set<RunStatus> statuses, Set<RunStatus> all, Optional<String> behind) {
        Conditions conditions = new Conditions()
                .and("event_id = ?", eventId)
                .andIn("function_id", functions)
                .and(id + " < ?", below(behind))
                .and(id + " >= ?", query.queued().from().map(RunIds::leastAt))
                .and("queued_at >= ?", query.queued().from())
                .and("queued_at < ?", query.queued().before());
        return statuses.equals(all) ? conditions : conditions.and(isOneOf(statuses));
    }

    /** Not as parameters: an index for some states serves only those of which it is known in advance that they are among them. */
    private static String isOneOf(Set<RunStatus> statuses) {
        List<String> names =
                statuses.stream().map(status -> "'" + status + "'").sorted().toList();
        return names.size() == 1 ? "status = " + names.get(0) : "status in (" + String.join(", ", names) + ")";
    }

    /** A run has ended no earlier than it was created, and its id tells when that was. */
    private Optional<String> below(Optional<String> behind) {
        Stream<String> fromTimes = Stream.of(
                        query.queued().before(), query.ended().before())
                .flatMap(Optional::stream)
                .map(time -> RunIds.leastAt(time.plusMillis(1)));
        return Stream.concat(behind.stream(), fromTimes).min(Comparator.naturalOrder());
    }

    /** Those that are meant, if no others are named. */
    private static Set<RunStatus> among(Set<RunStatus> all, Set<RunStatus> named) {
        return named.isEmpty() ? all : all.stream().filter(named::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** Each by itself; nothing by itself, too. */
    private static <T> Set<Set<T>> eachOf(Set<T> values) {
        return values.isEmpty()
                ? Set.of(Set.of())
                : values.stream().map(Set::of).collect(Collectors.toSet());
    }
}
