package dev.gamelan.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final int MOST = 100;

    @Test
    void itsItemsAreWrittenDownPageByPage() {
        Job job = job(OptionalDouble.empty());
        assertThat(job.isSelecting()).isTrue();

        Job more = job.selected(500, Job.Progress.upTo(Optional.of("E9")), at(1));
        assertThat(more.isSelecting()).isTrue();
        assertThat(more.progress().to()).contains("E9");

        Job all = more.selected(20, Job.Progress.upTo(Optional.empty()), at(2));
        assertThat(all.isSelecting()).isFalse();
        assertThat(all.figures()).isEqualTo(new Figures(520, 0, 0, 0));
    }

    @Test
    void withoutALimitItNeverWaits() {
        Job job = selected(OptionalDouble.empty(), 250);

        assertThat(job.pageSize(MOST)).isEqualTo(MOST);
        assertThat(done(job, 100, 1).pace().dueAt()).isEqualTo(START);
        assertThat(done(done(job, 100, 1), 100, 2).pageSize(MOST)).isEqualTo(50);
    }

    @Test
    void aLimitMakesPagesOfASecondAndPausesBetweenThem() {
        Job job = selected(OptionalDouble.of(20), 250);
        assertThat(job.pageSize(MOST)).isEqualTo(20);

        Job first = done(job, 20, 0);
        assertThat(first.pace().dueAt()).isEqualTo(at(1));

        // Half a second late: the next one is due as if it had been in time.
        Job second = done(first, 20, 1.5);
        assertThat(second.pace().dueAt()).isEqualTo(at(2));

        // Ten seconds late, since nothing worked: no more than one second is made up for.
        Job third = done(second, 20, 12);
        assertThat(third.pace().dueAt()).isEqualTo(at(12));
    }

    @Test
    void aLimitBelowOneIsAPauseBetweenSingleItems() {
        Job job = selected(OptionalDouble.of(0.1), 3);

        assertThat(job.pageSize(MOST)).isEqualTo(1);
        assertThat(done(job, 1, 0).pace().dueAt()).isEqualTo(at(10));
    }

    @Test
    void itsRateIsThatSinceItWasResumed() {
        Job job = done(selected(OptionalDouble.empty(), 300), 100, 4);
        assertThat(job.rate()).isCloseTo(25, within(0.01));

        Job paused = job.become(JobStatus.PAUSED, at(5));
        assertThat(paused.rate()).isZero();

        Job resumed = paused.become(JobStatus.RUNNING, at(1000));
        assertThat(resumed.rate()).isZero();
        assertThat(done(resumed, 100, 1001).rate()).isCloseTo(100, within(0.01));
    }

    @Test
    void onlyTheLatestTurnOfARunningJobWorks() {
        Job job = selected(OptionalDouble.empty(), 1);
        assertThat(job.isTurn(1)).isTrue();

        Job next = job.nextTurn("E2");
        assertThat(next.isTurn(1)).isFalse();
        assertThat(next.isTurn(2)).isTrue();
        assertThat(next.become(JobStatus.PAUSED, at(1)).isTurn(2)).isFalse();
    }

    @Test
    void theEndHasATimeAndAProblemGoesWhenItIsResumed() {
        Job job = selected(OptionalDouble.empty(), 1);
        assertThat(job.become(JobStatus.ABORTED, at(3)).endedAt()).contains(at(3));

        Job paused = job.become(JobStatus.PAUSED, at(3)).because("its run has ended");
        assertThat(paused.problem()).contains("its run has ended");
        assertThat(paused.endedAt()).isEmpty();
        assertThat(paused.become(JobStatus.RUNNING, at(4)).problem()).isEmpty();
    }

    @Test
    void whatIsOverStaysSo() {
        for (JobStatus status : JobStatus.values()) {
            Set<JobStatus> next = EnumSet.allOf(JobStatus.class);
            next.removeIf(other -> !status.canBecome(other));
            assertThat(next)
                    .as("after %s", status)
                    .isEqualTo(
                            switch (status) {
                                case RUNNING -> EnumSet.of(JobStatus.PAUSED, JobStatus.COMPLETED, JobStatus.ABORTED);
                                case PAUSED -> EnumSet.of(JobStatus.RUNNING, JobStatus.ABORTED);
                                case COMPLETED, ABORTED -> EnumSet.noneOf(JobStatus.class);
                            });
            assertThat(status.isTerminal()).isEqualTo(next.isEmpty());
        }
        Job aborted = job(OptionalDouble.empty()).become(JobStatus.ABORTED, at(1));
        assertThatIllegalStateException().isThrownBy(() -> aborted.become(JobStatus.RUNNING, at(2)));
    }

    private static Job job(OptionalDouble perSecond) {
        NewJob asked = new NewJob(
                JobKind.CANCEL, Optional.empty(), new Selection.OfIds(List.of("R1")), perSecond, "mary", false);
        return Job.begun(Asked.of(asked, "J1", START), "E1");
    }

    private static Job selected(OptionalDouble perSecond, int items) {
        return job(perSecond).selected(items, Job.Progress.ALL, START);
    }

    private static Job done(Job job, int items, double second) {
        return job.worked(job.figures().plus(Collections.nCopies(items, Outcome.DONE)), at(second));
    }

    private static Instant at(double second) {
        return START.plusMillis((long) (second * 1000));
    }
}
