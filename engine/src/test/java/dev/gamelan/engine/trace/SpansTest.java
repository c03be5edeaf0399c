package dev.gamelan.engine.trace;

import static dev.gamelan.engine.trace.Story.at;
import static dev.gamelan.engine.trace.Story.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Seconds since the run was created; a body takes one second. */
class SpansTest {

    @Test
    void whatGoesWellIsTheRunAndItsSteps() {
        assertThat(new Story()
                        .ran("a", 1)
                        .ran("b", 2)
                        .ended(RunStatus.COMPLETED, 3)
                        .told())
                .containsExactly("RUN function Completed 0-3", "STEP a Completed 0-1", "STEP b Completed 1-2");
    }

    @Test
    void aRunThatCouldNotStartAtOnceFoundNoRoom() {
        assertThat(new Story()
                        .started(5)
                        .ran("a", 6)
                        .ended(RunStatus.COMPLETED, 6)
                        .told())
                .containsExactly("RUN function Completed 5-6 CONCURRENCY 0-5", "STEP a Completed 5-6");
    }

    @Test
    void aSleepEndsWithItsTimeAndWhatFollowsWaitedToBeFound() {
        assertThat(new Story()
                        .waited("nap", StepKind.SLEEP, 1, 10, 14)
                        .ran("after", 14, turn(10, 12))
                        .ended(RunStatus.COMPLETED, 14, turn(10, 12))
                        .told())
                .containsExactly(
                        "RUN function Completed 0-14",
                        "STEP nap Completed 1-10",
                        "STEP after Completed 13-14 QUEUE 10-12");
    }

    @Test
    void aSleepThatWasCutShortEndsWhenItWas() {
        assertThat(new Story()
                        .waited("nap", StepKind.SLEEP, 1, 10, 4)
                        .ended(RunStatus.COMPLETED, 6, turn(4, 5))
                        .told())
                .containsExactly("RUN function Completed 0-6 QUEUE 4-5", "STEP nap Completed 1-4");
    }

    @Test
    void theWaitForRoomIsToldApart() {
        assertThat(new Story()
                        .waited("nap", StepKind.SLEEP, 1, 10, 14)
                        .ran("after", 14, new Turn(at(10), at(13), true))
                        .ended(RunStatus.COMPLETED, 14)
                        .told())
                .contains("STEP after Completed 13-14 CONCURRENCY 10-13");
    }

    @Test
    void aTurnIsWaitedForOnce() {
        Turn turn = turn(10, 12);
        assertThat(new Story()
                        .waited("nap", StepKind.SLEEP, 1, 10, 14)
                        .ran("b", 14, turn)
                        .ran("c", 15, turn)
                        .ended(RunStatus.COMPLETED, 16, turn)
                        .told())
                .containsExactly(
                        "RUN function Completed 0-16",
                        "STEP nap Completed 1-10",
                        "STEP b Completed 13-14 QUEUE 10-12",
                        "STEP c Completed 14-15");
    }

    @Test
    void eachAttemptAtAStepIsASpanWithTheBackOffBeforeIt() {
        assertThat(new Story()
                        .failed("a", 0, 1, 2, 10.0)
                        .failed("a", 1, 12, 13, 20.0, turn(10, 12))
                        .ranAgain("a", 2, 22, turn(20, 21))
                        .ended(RunStatus.COMPLETED, 23, turn(20, 21))
                        .told())
                .containsExactly(
                        "RUN function Completed 0-23",
                        "STEP a Completed 1-22",
                        "ATTEMPT a 0 Failed 1-2",
                        "ATTEMPT a 1 Failed 12-13 BACKOFF 2-10 QUEUE 10-12",
                        "ATTEMPT a 2 Completed 21-22 BACKOFF 13-20 QUEUE 20-21");
    }

    @Test
    void anAttemptThatWasAskedForEarlierEndsTheBackOff() {
        assertThat(new Story()
                        .failed("a", 0, 1, 2, 100.0)
                        .ranAgain("a", 1, 8, turn(5, 6))
                        .ended(RunStatus.COMPLETED, 9, turn(5, 6))
                        .told())
                .contains("ATTEMPT a 1 Completed 7-8 BACKOFF 2-5 QUEUE 5-6");
    }

    @Test
    void aStepThatFailedAtOnceHasNoSpanForItsOnlyAttempt() {
        Story story = new Story().failed("a", 0, 1, 2, null).ended(RunStatus.FAILED, 3);
        assertThat(story.told()).noneMatch(span -> span.startsWith("ATTEMPT"));
    }

    @Test
    void aStepThatIsToBeAttemptedAgainIsOpen() {
        assertThat(new Story()
                        .failed("a", 0, 1, 2, 10.0)
                        .retries("a", 1, 2, 10)
                        .lives(RunStatus.WAITING, 10)
                        .now(5)
                        .told())
                .containsExactly("RUN function Waiting 0-", "STEP a Retrying 1-", "ATTEMPT a 0 Failed 1-2");
    }

    @Test
    void theFunctionItselfIsAttemptedAgain() {
        assertThat(new Story()
                        .failed("", 0, 0, 1, 10.0)
                        .failed("", 1, 12, 13, 20.0, turn(10, 12))
                        .ended(RunStatus.COMPLETED, 25, turn(20, 21))
                        .told())
                .containsExactly(
                        "RUN function Completed 0-25",
                        "ATTEMPT function 0 Failed 0-1",
                        "ATTEMPT function 1 Failed 12-13 BACKOFF 1-10 QUEUE 10-12",
                        "ATTEMPT function 2 Completed 21-25 BACKOFF 13-20 QUEUE 20-21");
    }

    @Test
    void anAttemptThatGotOnEndsWithTheLastThingThatItStored() {
        assertThat(new Story()
                        .failed("", 0, 0, 1, 10.0)
                        .ran("a", 13, turn(10, 11))
                        .waited("nap", StepKind.SLEEP, 14, 20, 22)
                        .ended(RunStatus.COMPLETED, 22, turn(20, 21))
                        .told())
                .contains("ATTEMPT function 1 Completed 11-13 BACKOFF 1-10 QUEUE 10-11")
                .contains("STEP a Completed 12-13")
                .contains("RUN function Completed 0-22 QUEUE 20-21");
    }

    @Test
    void afterACrashItWaitedForARestart() {
        assertThat(new Story()
                        .lost(0, 2)
                        .ran("a", 42, turn(32, 40))
                        .ended(RunStatus.COMPLETED, 43, turn(32, 40))
                        .told())
                .containsExactly(
                        "RUN function Completed 0-43",
                        "ATTEMPT function 0 Lost 0-2",
                        "ATTEMPT function 0 Completed 40-43 RESTART 2-40",
                        "STEP a Completed 41-42");
    }

    @Test
    void theCallThatGoesOnIsASpan() {
        TracedRun.Work work = new TracedRun.Work(at(40), true, Optional.of(at(12)));
        assertThat(new Story()
                        .failed("", 0, 0, 1, 10.0)
                        .attempt(1)
                        .lives(RunStatus.RUNNING, work)
                        .now(15)
                        .told())
                .containsExactly(
                        "RUN function Running 0-",
                        "ATTEMPT function 0 Failed 0-1",
                        "ATTEMPT function 1 Running 12- BACKOFF 1-10 QUEUE 10-12");
    }

    @Test
    void whatWasTakenOverLastedForNoTime() {
        assertThat(new Story()
                        .repeats("origin")
                        .started(3)
                        .ran("old", -50)
                        .ran("new", 5)
                        .ended(RunStatus.COMPLETED, 5)
                        .told())
                .containsExactly(
                        "RUN function Completed 3-5 QUEUE 0-3",
                        "STEP old Completed 3-3 taken over",
                        "STEP new Completed 4-5");
    }

    @Test
    void aWaitEndsWithItsCancelledRun() {
        assertThat(new Story()
                        .waits("reply", StepKind.WAIT_FOR_EVENT, 1, 100)
                        .ended(RunStatus.CANCELLED, 7)
                        .told())
                .containsExactly("RUN function Cancelled 0-7", "STEP reply Cancelled 1-7");
    }
}
