package dev.gamelan.engine.trace;

import static dev.gamelan.engine.trace.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    private static final Place ROOM = new Place(true, true, true, 3, 10, 3, 20);

    @Test
    void aRunThatIsWorkedOnOrOverWaitsForNothing() {
        TracedRun.Work leased = new TracedRun.Work(at(30), true, Optional.empty());
        assertThat(Reasons.of(
                        new Story().lives(RunStatus.RUNNING, leased).now(5).history(), ROOM))
                .isEmpty();
        assertThat(Reasons.of(new Story().ended(RunStatus.COMPLETED, 3).history(), ROOM))
                .isEmpty();
    }

    @Test
    void sleeps() {
        Waiting waiting = waiting(new Story().waits("night", StepKind.SLEEP, 2, 100), 100);

        assertThat(waiting.cause()).isEqualTo(Waiting.Cause.SLEEP);
        assertThat(waiting.since()).isEqualTo(at(2));
        assertThat(waiting.until()).contains(at(100));
        assertThat(waiting.text()).isEqualTo("step 'night' sleeps until 2030-01-01T00:01:40Z");
    }

    @Test
    void waitsForAnEvent() {
        assertThat(waiting(new Story().waits("reply", StepKind.WAIT_FOR_EVENT, 2, 100), 100)
                        .text())
                .isEqualTo("step 'reply' waits for an event subject whose data.key is \"k\", and goes on without one at"
                        + " 2030-01-01T00:01:40Z");
    }

    @Test
    void waitsForAnotherRun() {
        Waiting waiting =
                waiting(new Story().waits("call", StepKind.INVOKE, 2, 100).invoked("call", "child"), 100);

        assertThat(waiting.cause()).isEqualTo(Waiting.Cause.INVOKE);
        assertThat(waiting.text()).startsWith("step 'call' waits for run child of function subject, which is Waiting");
    }

    @Test
    void ofSeveralStepsTellsTheFirstAndHowManyOthers() {
        Story story = new Story().waits("late", StepKind.SLEEP, 1, 100).waits("early", StepKind.SLEEP, 1, 50);

        assertThat(waiting(story, 50).text())
                .isEqualTo("step 'early' sleeps until 2030-01-01T00:00:50Z; and 1 more steps have to end");
    }

    @Test
    void aStepIsAttemptedAgain() {
        Waiting waiting = waiting(new Story().retries("shaky", 1, 4, 100), 100);

        assertThat(waiting.cause()).isEqualTo(Waiting.Cause.RETRY);
        assertThat(waiting.since()).isEqualTo(at(4));
        assertThat(waiting.text())
                .isEqualTo("attempt 1 of step 'shaky' has failed (Broken: it broke); the next one is at"
                        + " 2030-01-01T00:01:40Z");
    }

    @Test
    void theFunctionIsAttemptedAgain() {
        Story story = new Story().failed("", 0, 0, 4, 100.0).attempt(1).lives(RunStatus.QUEUED, 100);
        Waiting waiting = Reasons.of(story.now(10).history(), ROOM).orElseThrow();

        assertThat(waiting.cause()).isEqualTo(Waiting.Cause.RETRY);
        assertThat(waiting.since()).isEqualTo(at(4));
        assertThat(waiting.text()).startsWith("attempt 1 of the function has failed (Broken: it broke)");
    }

    @Test
    void isDueAndThereIsNoRoom() {
        assertThat(due(new Place(true, true, true, 10, 10, 12, 20)).text())
                .isEqualTo("there is no room: this server works on 10 of at most 10 runs of the function function");
        assertThat(due(new Place(true, true, true, 3, 10, 20, 20)).text())
                .isEqualTo("there is no room: this server works on 20 of at most 20 runs");
    }

    @Test
    void isDueAndNobodyCanTakeIt() {
        assertThat(due(new Place(false, false, false, 0, 10, 0, 20)).cause()).isEqualTo(Waiting.Cause.FUNCTION_REMOVED);
        assertThat(due(new Place(true, false, false, 0, 10, 0, 20)).cause()).isEqualTo(Waiting.Cause.NO_NODE);
    }

    @Test
    void isDueAndWillBeTaken() {
        Waiting waiting = due(ROOM);

        assertThat(waiting.cause()).isEqualTo(Waiting.Cause.QUEUE);
        assertThat(waiting.since()).isEqualTo(at(7));
    }

    @Test
    void wasLeftBehindByAServer() {
        TracedRun.Work left = new TracedRun.Work(at(7), true, Optional.empty());
        Story story = new Story().lives(RunStatus.RUNNING, left).now(10);

        assertThat(Reasons.of(story.history(), ROOM).orElseThrow().text()).contains("gives no sign of life");
    }

    private static Waiting waiting(Story story, double due) {
        return Reasons.of(story.lives(RunStatus.WAITING, due).now(10).history(), ROOM)
                .orElseThrow();
    }

    private static Waiting due(Place place) {
        return Reasons.of(new Story().lives(RunStatus.QUEUED, 7).now(10).history(), place)
                .orElseThrow();
    }
}
