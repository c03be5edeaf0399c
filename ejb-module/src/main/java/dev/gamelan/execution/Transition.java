package dev.gamelan.execution;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.step.Await;
import dev.gamelan.engine.step.Decision;
import dev.gamelan.engine.step.StepChange;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.eventlog.LoggedEvent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is to happen to one run, if whoever wants it may. */
public sealed interface Transition {

    String runId();

    /** What is to happen, whether for the first time or not. */
    default Transition itself() {
        return this;
    }

    /** What is to happen, in a word. */
    String name();

    /**
     * Steps have ended, or a wait begins, and the call goes on.
     *
     * @param event what started the run
     * @param events what a step sends
     * @param begins the wait that begins; its step is among the steps
     */
    record Progress(
            Claim claim, LoggedEvent event, List<StepChange> steps, List<IncomingEvent> events, Optional<Await> begins)
            implements Transition {
        @Override
        public String runId() {
            return claim.runId();
        }

        @Override
        public String name() {
            return begins.isPresent() ? "wait-registered" : "progress";
        }
    }

    /**
     * A call has ended.
     *
     * @param event what started the run; null when it is lost
     * @param waiting the keys of the steps that were stored as waiting before this
     * @param before what is recorded before this, or nothing is: submitted earlier, for the same run
     */
    record Conclusion(
            Claim claim, LoggedEvent event, Decision decision, Set<String> waiting, Optional<Recorder.Recording> before)
            implements Transition {

        /** A call that could not be made, or whose result cannot be stored: the run fails. */
        static Conclusion failure(Claim claim, LoggedEvent event, RunError error) {
            return new Conclusion(
                    claim, event, new Decision.Fail(error, List.of(), Optional.empty()), Set.of(), Optional.empty());
        }

        /** The same, when what was to be recorded before it is recorded. */
        Conclusion alone() {
            return new Conclusion(claim, event, decision, waiting, Optional.empty());
        }

        @Override
        public String runId() {
            return claim.runId();
        }

        @Override
        public String name() {
            return decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The time of a wait is over.
     *
     * @param over the step as it is to be stored then
     */
    record GiveUp(Claim claim, List<StepChange> steps, StepRecord over) implements Transition {
        @Override
        public String runId() {
            return claim.runId();
        }

        @Override
        public String name() {
            return "give-up";
        }
    }

    /** The call does not go on, without blame: its node stops. */
    record Release(Claim claim) implements Transition {
        @Override
        public String runId() {
            return claim.runId();
        }

        @Override
        public String name() {
            return "release";
        }
    }

    /**
     * What a step waits for has come.
     *
     * @param stepKey which step
     * @param output its result; null when it has failed
     * @param error why it has failed, or null
     * @param eventId the event that came, or null
     */
    record Resolution(String runId, String stepKey, String output, RunError error, String eventId)
            implements Transition {
        @Override
        public String name() {
            return "resolve";
        }
    }

    /** What waits for its next attempt, a step or the function itself, is attempted now. */
    record RetryNow(String runId) implements Transition {
        @Override
        public String name() {
            return "retry-now";
        }
    }

    /** What nobody knows of whether it is recorded: the database went away during the commit. */
    record Again(Transition itself) implements Transition {
        @Override
        public String runId() {
            return itself.runId();
        }

        @Override
        public String name() {
            return itself.name();
        }
    }

    /** The run needed attention and has got it: its function is called again. */
    record Resume(String runId) implements Transition {
        @Override
        public String name() {
            return "resume";
        }
    }

    /** @param reason why the run ends */
    record Cancel(String runId, RunError reason) implements Transition {
        @Override
        public String name() {
            return "cancel";
        }
    }
}
