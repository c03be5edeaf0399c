package dev.gamelan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.commit.Notice;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What those who have read up to some point are told next. */
class ChangeLogTest {

    private static final int MOST = 10;

    private final ChangeLog log = new ChangeLog(MOST);

    @Test
    void aRunThatChangesFiveTimesIsThereOnceAsTheLatest() {
        for (int i = 0; i < 5; i++) {
            log.add(List.of(run("a")));
        }
        log.add(List.of(run("b"), run("a")));

        assertThat(unread(0)).isEqualTo(new ChangeLog.Unread(List.of(run("b"), run("a")), 0, 7));
    }

    @Test
    void goesOnWhereTheReaderWas() {
        log.add(List.of(run("a"), run("b")));
        long read = unread(0).upTo();
        log.add(List.of(run("c")));

        assertThat(unread(read).newest()).containsExactly(run("c"));
        assertThat(unread(log.latest()).newest()).isEmpty();
    }

    @Test
    void whoHasReadARunIsToldOfItAgainWhenItChangesAgain() {
        log.add(List.of(run("a"), run("b")));
        long read = log.latest();
        log.add(List.of(run("a")));

        assertThat(unread(read).newest()).containsExactly(run("a"));
    }

    @Test
    void olderOnesThanFitAreCounted() {
        log.add(runs(0, 5));

        assertThat(log.after(0, Interest.ALL, 2, MOST).orElseThrow())
                .isEqualTo(new ChangeLog.Unread(List.of(run("3"), run("4")), 3, 5));
    }

    @Test
    void whatIsDeletedHasALimitOfItsOwn() {
        log.add(List.of(run("a"), deleted("b"), run("c"), deleted("d"), deleted("e"), run("f")));

        assertThat(log.after(0, Interest.ALL, 2, 2).orElseThrow())
                .isEqualTo(new ChangeLog.Unread(List.of(run("c"), deleted("d"), deleted("e"), run("f")), 2, 6));
    }

    @Test
    void whoHasReadARunIsToldThatItIsDeleted() {
        log.add(List.of(run("a")));
        long read = log.latest();
        log.add(List.of(run("a"), deleted("a")));

        assertThat(unread(read).newest()).containsExactly(deleted("a"));
    }

    @Test
    void whatNobodyAskedForDoesNotCount() {
        log.add(List.of(
                Notice.ofRun("a", "mine"),
                Notice.ofRun("b", "another"),
                Notice.ofEvent("e"),
                Notice.ofRun("c", "mine")));

        assertThat(log.after(0, new Interest(true, false, Set.of("mine")), 1, 1).orElseThrow())
                .isEqualTo(new ChangeLog.Unread(List.of(Notice.ofRun("c", "mine")), 1, 4));
        assertThat(log.after(0, new Interest(false, true, Set.of("mine")), 9, 9)
                        .orElseThrow()
                        .newest())
                .containsExactly(Notice.ofEvent("e"));
    }

    @Test
    void onlyTheLatestAreKept() {
        log.add(runs(0, 1_000));

        assertThat(log.after(989, Interest.ALL, MOST, MOST)).isEmpty();
        assertThat(log.reaches(989)).isFalse();
        assertThat(unread(990).newest()).isEqualTo(runs(990, 1_000));
    }

    @Test
    void whatChangesAgainAndAgainPushesNothingOut() {
        log.add(List.of(run("quiet")));
        IntStream.range(0, 1_000).forEach(i -> log.add(List.of(run("busy"))));

        assertThat(unread(0).newest()).containsExactly(run("quiet"), run("busy"));
    }

    @Test
    void afterAGapEverybodyBeginsAnew() {
        log.add(List.of(run("a")));
        long read = log.latest();
        log.forget();

        assertThat(log.after(read, Interest.ALL, MOST, MOST)).isEmpty();
        long anew = log.latest();
        assertThat(unread(anew).newest()).isEmpty();
        log.add(List.of(run("b")));
        assertThat(unread(anew).newest()).containsExactly(run("b"));
    }

    @Test
    void numbersThatWereNeverGivenAreNotKnown() {
        log.add(List.of(run("a")));

        assertThat(log.reaches(2)).isFalse();
        assertThat(log.after(2, Interest.ALL, MOST, MOST)).isEmpty();
    }

    private ChangeLog.Unread unread(long number) {
        return log.after(number, Interest.ALL, MOST, MOST).orElseThrow();
    }

    private static List<Notice> runs(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> run(String.valueOf(i))).toList();
    }

    private static Notice deleted(String id) {
        return Notice.ofDeletedRun(id, "function");
    }

    private static Notice run(String id) {
        return Notice.ofRun(id, "function");
    }
}
