package dev.gamelan.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.expression.Expression;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.eventlog.EventQuery;
import dev.gamelan.execution.RunQuery;
import dev.gamelan.search.Paging;
import dev.gamelan.search.Period;
import dev.gamelan.search.Terms;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionJsonTest {

    private static final Period PERIOD = new Period(
            Optional.of(Instant.parse("2026-01-01T00:00:00.123456Z")),
            Optional.of(Instant.parse("2026-02-01T00:00:00Z")));

    private static final RunQuery ALL_OF_RUNS = new RunQuery(
            Set.of(RunStatus.values()),
            Set.of("charge", "remind"),
            Optional.of("E1"),
            Optional.of("B1"),
            PERIOD,
            PERIOD,
            terms("event.data.total > 100 && output == null", Set.of("event", "output", "error")),
            Paging.first(1));

    private static final EventQuery ALL_OF_EVENTS = new EventQuery(
            Optional.of("shop/paid"),
            Optional.of("order-1"),
            false,
            PERIOD,
            terms("event.data.total > 100", Set.of("event")),
            Paging.first(1));

    private static final RunQuery ANY_RUN = new RunQuery(
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Period.ALWAYS,
            Period.ALWAYS,
            Terms.NONE,
            Paging.first(1));

    private static final EventQuery ANY_EVENT =
            new EventQuery(Optional.empty(), Optional.empty(), true, Period.ALWAYS, Terms.NONE, Paging.first(1));

    @Test
    void everyFilterComesBack() {
        assertThat(comesBack(new Selection.OfRuns(ALL_OF_RUNS))).isEqualTo(new Selection.OfRuns(ALL_OF_RUNS));
        assertThat(comesBack(new Selection.OfRuns(ANY_RUN))).isEqualTo(new Selection.OfRuns(ANY_RUN));
        Selection events = new Selection.OfEvents(ALL_OF_EVENTS, List.of("charge", "remind"));
        assertThat(comesBack(events)).isEqualTo(events);
        Selection anyEvents = new Selection.OfEvents(ANY_EVENT, List.of("charge"));
        assertThat(comesBack(anyEvents)).isEqualTo(anyEvents);
        Selection ids = new Selection.OfIds(List.of("R2", "R1"));
        assertThat(comesBack(ids)).isEqualTo(ids);
    }

    /** Or a filter that this test does not know would be lost, and the job would do it to all. */
    @Test
    void everyFilterIsInTheTestAbove() throws ReflectiveOperationException {
        for (RecordComponent component : RunQuery.class.getRecordComponents()) {
            assertThat(component.getName().equals("paging")
                            || !component
                                    .getAccessor()
                                    .invoke(ALL_OF_RUNS)
                                    .equals(component.getAccessor().invoke(ANY_RUN)))
                    .as(component.getName())
                    .isTrue();
        }
        for (RecordComponent component : EventQuery.class.getRecordComponents()) {
            assertThat(component.getName().equals("paging")
                            || !component
                                    .getAccessor()
                                    .invoke(ALL_OF_EVENTS)
                                    .equals(component.getAccessor().invoke(ANY_EVENT)))
                    .as(component.getName())
                    .isTrue();
        }
    }

    @Test
    void nothingIsMeantThatComesAfterTheRequest() {
        Instant request = Instant.parse("2026-01-15T00:00:00Z");
        Instant late = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(new Selection.OfRuns(ANY_RUN).page(request, Optional.of("C"), 500))
                .satisfies(query -> {
                    assertThat(query.queued().before()).contains(request);
                    assertThat(query.paging()).isEqualTo(new Paging(Optional.of("C"), 500));
                });
        assertThat(new Selection.OfRuns(ALL_OF_RUNS)
                        .page(late, Optional.empty(), 1)
                        .queued())
                .isEqualTo(PERIOD);
        assertThat(new Selection.OfEvents(ALL_OF_EVENTS, List.of("f"))
                        .page(request, Optional.empty(), 1)
                        .received())
                .isEqualTo(new Period(PERIOD.from(), Optional.of(request)));
    }

    private static Selection comesBack(Selection selection) {
        return SelectionJson.read(SelectionJson.write(selection));
    }

    private static Terms terms(String cel, Set<String> roots) {
        return new Terms(Optional.of("ä \"quoted\" text"), Optional.of(Expression.compile(cel, roots)));
    }
}
