package dev.gamelan.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import dev.gamelan.database.Query;
import dev.gamelan.engine.expression.Expression;
import dev.gamelan.engine.run.RunIds;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.search.Paging;
import dev.gamelan.search.Period;
import dev.gamelan.search.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is found, and how much is read for it, among 3,000 runs that have ended: one was created each second, and ended half a
 * second later; every hundredth failed; of three functions in turn.
 */
class RunSelectionTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PAGE = 5;

    /** H2 counts the rows of a union again when it takes them from there, and one more at the end of an index. */
    private static final int A_PAGE_OR_SO = 3 * PAGE + 2;

    private final H2Plans h2;

    RunSelectionTest() throws Exception {
        h2 = new H2Plans();
    }

    @BeforeEach
    void history() throws Exception {
        h2.fill(
                "ended_run",
                List.of(
                        "id",
                        "function_id",
                        "event_id",
                        "status",
                        "attempt",
                        "queued_at",
                        "ended_at",
                        "error_fingerprint"),
                n -> new Object[] {
                    id(n),
                    "function" + n % 3,
                    "event" + n,
                    n % 100 == 0 ? "FAILED" : "COMPLETED",
                    0,
                    created(n),
                    created(n).plusMillis(500),
                    n % 100 == 0 ? "error" + n % 3 : null
                });
    }

    @AfterEach
    void close() throws Exception {
        h2.close();
    }

    @Test
    void newestComeFirst() throws Exception {
        Query page = page(new Filter());

        assertThat(h2.firsts(page)).isEqualTo(ids(3_000, 2_999, 2_998, 2_997, 2_996));
        assertThat(h2.rowsRead(page)).isLessThanOrEqualTo(A_PAGE_OR_SO);
    }

    @Test
    void runsAreFoundByTheirIdsWithoutReadingOthers() throws Exception {
        Query some = RunSelection.of(List.of(id(17), id(2_900), id(5_000)));

        assertThat(h2.firsts(some)).isEqualTo(ids(2_900, 17));
        assertThat(h2.rowsRead(some)).isLessThan(20);
    }

    @Test
    void aLargerPageIsNotTheSmallerOneAgain() throws Exception {
        RunSelection selection = new RunSelection(new Filter().query());

        assertThat(h2.firsts(selection.page(Optional.empty(), 2))).hasSize(2);
        assertThat(h2.firsts(selection.page(Optional.empty(), 7))).hasSize(7);
    }

    @Test
    void nextPageBeginsBehindTheCursor() throws Exception {
        Query page = new RunSelection(new Filter().query()).page(Optional.of(id(1_000)), PAGE);

        assertThat(h2.firsts(page)).isEqualTo(ids(999, 998, 997, 996, 995));
        assertThat(h2.rowsRead(page)).isLessThanOrEqualTo(A_PAGE_OR_SO);
    }

    @Test
    void statesHaveAnIndexEach() throws Exception {
        Query failed = page(new Filter().statuses(RunStatus.FAILED));
        Query both = page(new Filter().statuses(RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.RUNNING));
        Query completed = page(new Filter().statuses(RunStatus.COMPLETED));

        assertThat(h2.firsts(failed)).isEqualTo(ids(3_000, 2_900, 2_800, 2_700, 2_600));
        assertThat(h2.firsts(both)).isEqualTo(h2.firsts(failed));
        assertThat(h2.firsts(completed)).isEqualTo(ids(2_999, 2_998, 2_997, 2_996, 2_995));
        assertThat(List.of(h2.rowsRead(failed), h2.rowsRead(both), h2.rowsRead(completed)))
                .allMatch(rows -> rows <= A_PAGE_OR_SO);
    }

    /** On H2 of all that have failed, and no others. */
    @Test
    void runsThatEndedWithAnErrorAreFoundAmongThoseThatFailed() throws Exception {
        Query some = page(new Filter().error("error1"));

        assertThat(h2.firsts(some)).isEqualTo(ids(2_800, 2_500, 2_200, 1_900, 1_600));
        assertThat(h2.rowsRead(some)).isLessThanOrEqualTo(30);
        assertThat(new RunSelection(new Filter()
                                .error("error1")
                                .statuses(RunStatus.COMPLETED, RunStatus.QUEUED)
                                .query())
                        .isNever())
                .isTrue();
    }

    @Test
    void functionsAreMergedFromOneIndex() throws Exception {
        Query one = page(new Filter().functions("function1"));
        Query two = page(new Filter().functions("function1", "function2"));

        assertThat(h2.firsts(one)).isEqualTo(ids(2_998, 2_995, 2_992, 2_989, 2_986));
        assertThat(h2.firsts(two)).isEqualTo(ids(2_999, 2_998, 2_996, 2_995, 2_993));
        assertThat(h2.rowsRead(one)).isLessThanOrEqualTo(A_PAGE_OR_SO);
        assertThat(h2.rowsRead(two)).isLessThanOrEqualTo(2 * A_PAGE_OR_SO);
    }

    @Test
    void runsOfABulkJobAreLookedUp() throws Exception {
        h2.fill("bulk_item", List.of("bulk_id", "nr", "source_id", "result", "made_run_id"), n ->
                new Object[] {"job" + n % 300, -n, "event" + n, n == 1_800 ? "SKIPPED" : "DONE", id(n)});
        Query page = page(new Filter().bulk("job0"));

        assertThat(h2.firsts(page)).isEqualTo(ids(3_000, 2_700, 2_400, 2_100, 1_500));
        assertThat(h2.rowsRead(page)).isLessThanOrEqualTo(200);
        assertThat(h2.firsts(page(new Filter().bulk("job0").statuses(RunStatus.COMPLETED))))
                .isEmpty();
    }

    @Test
    void functionAndStateHaveAnIndexTogether() throws Exception {
        Query failed = page(new Filter().functions("function0").statuses(RunStatus.FAILED));
        Query completed = page(new Filter().functions("function0").statuses(RunStatus.COMPLETED));

        assertThat(h2.firsts(failed)).isEqualTo(ids(3_000, 2_700, 2_400, 2_100, 1_800));
        assertThat(h2.firsts(completed)).isEqualTo(ids(2_997, 2_994, 2_991, 2_988, 2_985));
        assertThat(h2.rowsRead(failed)).isLessThanOrEqualTo(A_PAGE_OR_SO);
        assertThat(h2.rowsRead(completed)).isLessThanOrEqualTo(A_PAGE_OR_SO);
    }

    @Test
    void periodOfCreationIsARangeOfIds() throws Exception {
        Query page = page(new Filter().queued(created(995), created(1_000)));

        assertThat(h2.firsts(page)).isEqualTo(ids(999, 998, 997, 996, 995));
        assertThat(h2.rowsRead(page)).isLessThanOrEqualTo(A_PAGE_OR_SO);
        assertThat(h2.firsts(page(new Filter()
                        .queued(created(995).plusNanos(1_000), created(997).plusNanos(1_000)))))
                .isEqualTo(ids(997, 996));
    }

    @Test
    void periodOfTheEndBoundsTheIdsToo() throws Exception {
        Query page = page(new Filter().ended(created(995), created(1_000)));

        assertThat(h2.firsts(page)).isEqualTo(ids(999, 998, 997, 996, 995));
        assertThat(h2.rowsRead(page)).isLessThanOrEqualTo(A_PAGE_OR_SO);
    }

    @Test
    void runsOfAnEventAreFoundByIt() throws Exception {
        Terms terms = new Terms(
                Optional.empty(),
                Optional.of(Expression.compile("event.id == 'event7' && output != 1", Set.of("event", "output"))));
        Query byFilter = page(new Filter().event("event7").statuses(RunStatus.COMPLETED, RunStatus.FAILED));
        Query byExpression = page(new Filter().terms(terms));

        assertThat(h2.firsts(byFilter)).isEqualTo(ids(7));
        assertThat(h2.firsts(byExpression)).isEqualTo(ids(7));
        assertThat(h2.rowsRead(byFilter)).isLessThanOrEqualTo(A_PAGE_OR_SO);
        assertThat(h2.rowsRead(byExpression)).isLessThanOrEqualTo(A_PAGE_OR_SO);
    }

    @Test
    void liveRunsAreAmongTheOthers() throws Exception {
        h2.fill(
                "work",
                List.of(
                        "run_id",
                        "function_id",
                        "event_id",
                        "status",
                        "queued_at",
                        "due_at",
                        "token",
                        "attempt",
                        "lost"),
                n -> new Object[] {
                    RunIds.leastAt(created(n).plusMillis(1)),
                    "function1",
                    "event",
                    "WAITING",
                    created(n),
                    created(n),
                    0,
                    0,
                    0
                });

        assertThat(h2.firsts(page(new Filter())))
                .containsExactly(live(3_000), id(3_000), live(2_999), id(2_999), live(2_998));
        assertThat(h2.firsts(page(new Filter().statuses(RunStatus.WAITING).functions("function1"))))
                .containsExactly(live(3_000), live(2_999), live(2_998), live(2_997), live(2_996));
        assertThat(h2.firsts(page(new Filter().ended(BEGIN, created(9_999))))).doesNotContain(live(3_000));
    }

    @Test
    void noRunHasEndedAndLives() {
        assertThat(new RunSelection(new Filter()
                                .statuses(RunStatus.QUEUED)
                                .ended(BEGIN, created(1))
                                .query())
                        .isNever())
                .isTrue();
    }

    @Test
    void countsWhatTheFiltersLeave() throws Exception {
        assertThat(h2.firsts(new RunSelection(new Filter().query()).count())).containsExactly("3000");
        assertThat(h2.firsts(new RunSelection(new Filter()
                                .statuses(RunStatus.FAILED)
                                .functions("function0", "function1")
                                .query())
                        .count()))
                .containsExactly("20");
    }

    private static Query page(Filter filter) {
        return new RunSelection(filter.query()).page(Optional.empty(), PAGE);
    }

    private static Instant created(int n) {
        return BEGIN.plusSeconds(n);
    }

    private static String id(int n) {
        return RunIds.leastAt(created(n));
    }

    private static String live(int n) {
        return RunIds.leastAt(created(n).plusMillis(1));
    }

    private static List<String> ids(int... numbers) {
        return IntStream.of(numbers).mapToObj(RunSelectionTest::id).toList();
    }

    /** A query, one filter after the other. */
    private static final class Filter {

        private Set<RunStatus> statuses = Set.of();
        private Set<String> functions = Set.of();
        private Optional<String> event = Optional.empty();
        private Optional<String> bulk = Optional.empty();
        private Period queued = Period.ALWAYS;
        private Period ended = Period.ALWAYS;
        private Optional<String> error = Optional.empty();
        private Terms terms = Terms.NONE;

        Filter statuses(RunStatus... some) {
            statuses = Set.of(some);
            return this;
        }

        Filter functions(String... some) {
            functions = Set.of(some);
            return this;
        }

        Filter event(String id) {
            event = Optional.of(id);
            return this;
        }

        Filter bulk(String id) {
            bulk = Optional.of(id);
            return this;
        }

        Filter queued(Instant from, Instant before) {
            queued = new Period(Optional.of(from), Optional.of(before));
            return this;
        }

        Filter ended(Instant from, Instant before) {
            ended = new Period(Optional.of(from), Optional.of(before));
            return this;
        }

        Filter error(String fingerprint) {
            error = Optional.of(fingerprint);
            return this;
        }

        Filter terms(Terms some) {
            terms = some;
            return this;
        }

        RunQuery query() {
            return new RunQuery(statuses, functions, event, bulk, queued, ended, error, terms, Paging.first(PAGE));
        }
    }
}
