package dev.gamelan.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.database.H2Plans;
import dev.gamelan.database.Query;
import dev.gamelan.engine.expression.Expression;
import dev.gamelan.search.Paging;
import dev.gamelan.search.Period;
import dev.gamelan.search.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found, and how much is read for it, in a log of 3,000 events, one a second; of three names in turn. */
class EventSelectionTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PAGE = 5;

    private final H2Plans h2;

    EventSelectionTest() throws Exception {
        h2 = new H2Plans();
    }

    @BeforeEach
    void log() throws Exception {
        h2.fill("event", List.of("id", "external_id", "name", "data", "ts", "received_at"), n -> new Object[] {
            "event" + n,
            n % 7 == 0 ? "external" + n : null,
            n % 3 == 0 ? "inngest/function.finished" : "name" + n % 3,
            "{}",
            BEGIN,
            received(n)
        });
    }

    @AfterEach
    void close() throws Exception {
        h2.close();
    }

    @Test
    void newestComeFirst() throws Exception {
        Query page = page(Optional.empty(), Optional.empty(), true, Terms.NONE);

        assertThat(h2.firsts(page)).containsExactly("event3000", "event2999", "event2998", "event2997", "event2996");
        assertThat(h2.rowsRead(page)).isLessThanOrEqualTo(PAGE + 1);
    }

    @Test
    void nextPageBeginsBehindTheLastEvent() throws Exception {
        LoggedEvent last =
                new LoggedEvent("event1000", null, null, "name1", "{}", null, null, null, BEGIN, received(1_000));
        Query page = selection(Optional.of("name1"), Optional.empty(), true, Terms.NONE)
                .page(Optional.of(last), PAGE);

        assertThat(h2.firsts(page)).containsExactly("event997", "event994", "event991", "event988", "event985");
        assertThat(h2.rowsRead(page)).isLessThanOrEqualTo(PAGE + 2);
    }

    @Test
    void nameIsFoundInItsIndex() throws Exception {
        Terms terms = new Terms(
                Optional.empty(),
                Optional.of(Expression.compile("event.name == 'name1' && event.ts > 5", Set.of("event"))));
        Query byFilter = page(Optional.of("name1"), Optional.empty(), true, Terms.NONE);
        Query byExpression = page(Optional.empty(), Optional.empty(), true, terms);

        assertThat(h2.firsts(byFilter))
                .containsExactly("event2998", "event2995", "event2992", "event2989", "event2986");
        assertThat(h2.firsts(byExpression)).isEqualTo(h2.firsts(byFilter));
        assertThat(h2.rowsRead(byFilter)).isLessThanOrEqualTo(PAGE + 1);
        assertThat(h2.rowsRead(byExpression)).isLessThanOrEqualTo(PAGE + 1);
    }

    @Test
    void idsAreFoundInTheirIndexes() throws Exception {
        Terms terms =
                new Terms(Optional.empty(), Optional.of(Expression.compile("event.id == 'event8'", Set.of("event"))));
        Query bySender = page(Optional.empty(), Optional.of("external7"), true, Terms.NONE);
        Query bySenderAndName = page(Optional.of("name1"), Optional.of("external7"), true, Terms.NONE);
        Query byExpression = page(Optional.empty(), Optional.empty(), true, terms);

        assertThat(h2.firsts(bySender)).containsExactly("event7");
        assertThat(h2.firsts(bySenderAndName)).containsExactly("event7");
        assertThat(h2.firsts(byExpression)).containsExactly("event8");
        assertThat(List.of(h2.rowsRead(bySender), h2.rowsRead(bySenderAndName), h2.rowsRead(byExpression)))
                .allMatch(rows -> rows <= 2);
    }

    @Test
    void leavesOutWhatTheServerItselfSends() throws Exception {
        Query page = page(Optional.empty(), Optional.empty(), false, Terms.NONE);

        assertThat(h2.firsts(page)).containsExactly("event2999", "event2998", "event2996", "event2995", "event2993");
        assertThat(h2.firsts(selection(Optional.empty(), Optional.empty(), false, Terms.NONE)
                        .count()))
                .containsExactly("2000");
    }

    private static Instant received(int n) {
        return BEGIN.plusSeconds(n);
    }

    private static Query page(Optional<String> name, Optional<String> externalId, boolean internal, Terms terms) {
        return selection(name, externalId, internal, terms).page(Optional.empty(), PAGE);
    }

    private static EventSelection selection(
            Optional<String> name, Optional<String> externalId, boolean internal, Terms terms) {
        return new EventSelection(new EventQuery(name, externalId, internal, Period.ALWAYS, terms, Paging.first(PAGE)));
    }
}
