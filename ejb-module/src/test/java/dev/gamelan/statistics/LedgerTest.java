package dev.gamelan.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gamelan.metrics.Durations;
import dev.gamelan.metrics.RunFigures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How what is counted since the start is divided among minutes and hours. */
class LedgerTest {

    private final Ledger ledger = new Ledger(counted(0, 0));

    private static Map<String, Figures> counted(long ofA, long ofB) {
        return Ledger.counted(Map.of("a", created(ofA), "b", created(ofB)), ofA + ofB);
    }

    private static RunFigures created(long runs) {
        return new RunFigures(runs, 0, 0, 0, 0, Durations.NONE, Durations.NONE);
    }

    private List<Ledger.Entry> write(String time, Map<String, Figures> counted) {
        Instant now = Instant.parse(time);
        List<Ledger.Entry> entries = ledger.entries(now, counted);
        ledger.stored(now, counted);
        return entries;
    }

    private static Instant at(String time) {
        return Instant.parse(time);
    }

    @Test
    void whatHasComeBelongsToTheMinuteTheHourAndAllTogether() {
        assertThat(write("2026-01-01T10:59:58Z", counted(3, 0)))
                .extracting(
                        Ledger.Entry::grain,
                        Ledger.Entry::functionId,
                        Ledger.Entry::beginsAt,
                        entry -> entry.figures().runs().created())
                .containsExactlyInAnyOrder(
                        tuple(Grain.MINUTE, "a", at("2026-01-01T10:59:00Z"), 3L),
                        tuple(Grain.MINUTE, "", at("2026-01-01T10:59:00Z"), 3L),
                        tuple(Grain.HOUR, "a", at("2026-01-01T10:00:00Z"), 3L),
                        tuple(Grain.HOUR, "", at("2026-01-01T10:00:00Z"), 3L));
    }

    @Test
    void anIntervalIsWrittenAsAWholeUntilTheNextOneBegins() {
        write("2026-01-01T10:00:05Z", counted(3, 0));
        assertThat(minutes(write("2026-01-01T10:00:10Z", counted(5, 0)))).containsExactly(5L);
        assertThat(minutes(write("2026-01-01T10:01:01Z", counted(6, 0)))).containsExactly(1L);
        assertThat(hours(write("2026-01-01T10:02:01Z", counted(8, 0)))).containsExactly(8L);
        assertThat(hours(write("2026-01-01T11:00:01Z", counted(9, 0)))).containsExactly(1L);
    }

    @Test
    void whatCouldNotBeStoredComesWithTheNextTime() {
        ledger.entries(at("2026-01-01T10:00:05Z"), counted(3, 0)); // and then the database was away

        assertThat(minutes(write("2026-01-01T10:07:00Z", counted(4, 0)))).containsExactly(4L);
    }

    @Test
    void functionsWithoutNewsAreNotWritten() {
        write("2026-01-01T10:00:05Z", counted(3, 1));

        assertThat(write("2026-01-01T10:00:10Z", counted(3, 2)))
                .extracting(Ledger.Entry::functionId)
                .containsOnly("b", "");
        assertThat(ledger.isNews(counted(3, 2))).isFalse();
        assertThat(ledger.isNews(counted(4, 2))).isTrue();
    }

    @Test
    void aClockThatIsPutBackSpoilsNothing() {
        write("2026-01-01T10:01:01Z", counted(3, 0));

        List<Ledger.Entry> entries = write("2026-01-01T10:00:59Z", counted(4, 0));

        assertThat(minutes(entries)).containsExactly(4L);
        assertThat(entries)
                .filteredOn(entry -> entry.grain() == Grain.MINUTE)
                .allMatch(entry -> entry.beginsAt().equals(at("2026-01-01T10:01:00Z")));
    }

    @Test
    void whatWasCountedBeforeIsLeftOut() {
        Ledger later = new Ledger(counted(100, 0));

        assertThat(minutes(later.entries(at("2026-01-01T10:00:05Z"), counted(101, 0))))
                .containsExactly(1L);
    }

    private static List<Long> minutes(List<Ledger.Entry> entries) {
        return ofA(entries, Grain.MINUTE);
    }

    private static List<Long> hours(List<Ledger.Entry> entries) {
        return ofA(entries, Grain.HOUR);
    }

    private static List<Long> ofA(List<Ledger.Entry> entries, Grain grain) {
        return entries.stream()
                .filter(entry -> entry.grain() == grain && entry.functionId().equals("a"))
                .map(entry -> entry.figures().runs().created())
                .toList();
    }
}
