package dev.gamelan.engine.trace;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds out why a run that lives is not being worked on. */
public final class Reasons {

    private final History history;
    private final TracedRun run;
    private final Place place;

    private Reasons(History history, Place place) {
        this.history = history;
        this.run = history.run();
        this.place = place;
    }

    /** @return empty when the run is over or being worked on */
    public static Optional<Waiting> of(History history, Place place) {
        return history.run()
                .work()
                .filter(work -> !work.isWorkedOn(history.now()))
                .map(work -> new Reasons(history, place).of(work));
    }

    private Waiting of(TracedRun.Work work) {
        if (run.status() == RunStatus.NEEDS_ATTENTION) {
            return of(
                    Waiting.Cause.NEEDS_ATTENTION,
                    work.claimedAt().orElse(run.queuedAt()),
                    run.error().map(RunError::message).orElse("its code does not fit what is recorded of it")
                            + "; deploy code that fits, or resume it as it is");
        }
        if (!work.dueAt().isAfter(history.now())) {
            return due(work);
        }
        return switch (run.status()) {
            case WAITING -> waiting(work);
            default -> later(work);
        };
    }

    private Waiting due(TracedRun.Work work) {
        if (!place.isOffered()) {
            return of(
                    Waiting.Cause.FUNCTION_REMOVED,
                    work.dueAt(),
                    "no server has the function " + run.functionId() + " any more; deploy it again, or cancel the run");
        }
        if (!place.isServed()) {
            return of(
                    Waiting.Cause.NO_NODE,
                    work.dueAt(),
                    "no server that has the function " + run.functionId() + " is alive; start one");
        }
        if (place.isFull()) {
            return of(Waiting.Cause.CONCURRENCY, work.dueAt(), full());
        }
        return of(
                Waiting.Cause.QUEUE,
                work.dueAt(),
                work.isClaimed()
                        ? "the server that worked on it gives no sign of life; it starts again as soon as one takes it"
                                + " over"
                        : "it is due, and goes on as soon as a server takes it");
    }

    private String full() {
        return place.atWork() >= place.most()
                ? "there is no room: this server works on " + place.atWork() + " of at most " + place.most()
                        + " runs of the function " + run.functionId()
                : "there is no room: this server works on " + place.allAtWork() + " of at most " + place.mostOfAll()
                        + " runs";
    }

    /** The function itself is to be called later. */
    private Waiting later(TracedRun.Work work) {
        Optional<Attempt> failed = history.attempts().stream()
                .filter(attempt -> attempt.isOfFunction() && attempt.nextAt().isPresent())
                .max(Comparator.comparing(Attempt::endedAt));
        boolean isRetry = run.attempt() > 0;
        return new Waiting(
                isRetry ? Waiting.Cause.RETRY : Waiting.Cause.QUEUE,
                Optional.empty(),
                isRetry ? failed.map(Attempt::endedAt).orElse(run.queuedAt()) : run.queuedAt(),
                Optional.of(work.dueAt()),
                isRetry
                        ? "attempt " + run.attempt() + " of the function has failed ("
                                + run.error().map(Sentences::of).orElse("") + "); the next one is at " + work.dueAt()
                        : "it starts at " + work.dueAt() + ", the time of its event");
    }

    /** Of what it cannot go on without, what has to come first; else the step that is attempted again first. */
    private Waiting waiting(TracedRun.Work work) {
        List<TracedStep> blocking = steps(step -> step.waits() && step.blocking());
        List<TracedStep> open = blocking.isEmpty() ? steps(TracedStep::retries) : blocking;
        if (open.isEmpty()) {
            return new Waiting(
                    Waiting.Cause.QUEUE,
                    Optional.empty(),
                    run.queuedAt(),
                    Optional.of(work.dueAt()),
                    "it goes on at " + work.dueAt());
        }
        TracedStep step = open.get(0);
        String others = open.size() == 1 ? "" : "; and " + (open.size() - 1) + " more steps have to end";
        return new Waiting(
                Waiting.Cause.of(step.step().kind()),
                Optional.of(step),
                step.retries() ? step.recordedAt() : step.startedAt(),
                step.step().until(),
                Sentences.of(step, history) + others);
    }

    private List<TracedStep> steps(Predicate<TracedStep> which) {
        return history.steps().stream()
                .filter(which)
                .sorted(Comparator.comparing(step -> step.step().until().orElse(Instant.MAX)))
                .toList();
    }

    private Waiting of(Waiting.Cause cause, Instant since, String text) {
        return new Waiting(cause, Optional.empty(), since, Optional.empty(), text);
    }
}
