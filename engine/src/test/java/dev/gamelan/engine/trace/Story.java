package dev.gamelan.engine.trace;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.step.StepId;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepRecord;
import dev.gamelan.engine.step.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is stored of a run, told in seconds since it was created. */
final class Story {

    static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");
    static final RunError ERROR = RunError.of("com.acme.Broken", "it broke");

    private final List<TracedStep> steps = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, Child> children = new LinkedHashMap<>();
    private RunStatus status = RunStatus.RUNNING;
    private int attempt;
    private Optional<Instant> started = Optional.of(BEGIN);
    private Optional<Instant> ended = Optional.empty();
    private Optional<String> origin = Optional.empty();
    private Optional<Turn> lastTurn = Optional.empty();
    private Optional<TracedRun.Work> work = Optional.empty();
    private Instant now = at(1_000);

    static Instant at(double seconds) {
        return BEGIN.plusMillis(Math.round(seconds * 1_000));
    }

    static Turn turn(double due, double claimed) {
        return new Turn(at(due), at(claimed), false);
    }

    /** Its body took a second. */
    Story ran(String name, double end, Turn... turn) {
        return step(name, StepKind.RUN, StepStatus.COMPLETED, 0, end, 1, Optional.empty(), Optional.empty(), turn);
    }

    Story ranAgain(String name, int number, double end, Turn... turn) {
        return step(name, StepKind.RUN, StepStatus.COMPLETED, number, end, 1, Optional.empty(), Optional.empty(), turn);
    }

    Story retries(String name, int next, double last, double until, Turn... turn) {
        return step(
                name, StepKind.RUN, StepStatus.RETRYING, next, last, 1, Optional.empty(), Optional.of(at(until)), turn);
    }

    Story waited(String name, StepKind kind, double from, double until, double recorded) {
        return step(name, kind, StepStatus.COMPLETED, 0, recorded, 0, Optional.of(at(from)), Optional.of(at(until)));
    }

    Story waits(String name, StepKind kind, double from, double until) {
        return step(name, kind, StepStatus.WAITING, 0, from, 0, Optional.of(at(from)), Optional.of(at(until)));
    }

    private Story step(
            String name,
            StepKind kind,
            StepStatus stepStatus,
            int number,
            double recorded,
            int took,
            Optional<Instant> began,
            Optional<Instant> until,
            Turn... turn) {
        boolean done = stepStatus == StepStatus.COMPLETED;
        StepRecord step = new StepRecord(
                new StepId(name, 0),
                name,
                kind,
                stepStatus,
                number,
                done ? Optional.of("null") : Optional.empty(),
                stepStatus == StepStatus.RETRYING ? Optional.of(ERROR) : Optional.empty(),
                until,
                Optional.of("subject"),
                Optional.empty(),
                Duration.ofSeconds(took));
        Optional<Turn> its = turn.length == 0 ? Optional.empty() : Optional.of(turn[0]);
        steps.add(new TracedStep(
                step, at(recorded), began, stepStatus == StepStatus.WAITING, Optional.of("data.key"), its));
        return this;
    }

    Story failed(String step, int number, double start, double end, Double next, Turn... turn) {
        return attempt(step, number, Attempt.Outcome.FAILED, start, end, next, turn);
    }

    Story lost(double start, double end) {
        return attempt(Attempt.OF_FUNCTION, attempt, Attempt.Outcome.LOST, start, end, null);
    }

    private Story attempt(
            String step, int number, Attempt.Outcome outcome, double start, double end, Double next, Turn... turn) {
        attempts.add(new Attempt(
                step,
                number,
                outcome,
                at(start),
                at(end),
                Optional.ofNullable(next).map(Story::at),
                outcome == Attempt.Outcome.FAILED ? Optional.of(ERROR) : Optional.empty(),
                turn.length == 0 ? Optional.empty() : Optional.of(turn[0])));
        return this;
    }

    Story started(double seconds) {
        started = Optional.of(at(seconds));
        return this;
    }

    Story repeats(String run) {
        origin = Optional.of(run);
        return this;
    }

    Story invoked(String step, String run) {
        children.put(step, new Child("event", Optional.of(run), Optional.of("Waiting"), "{\"n\":1}"));
        return this;
    }

    Story attempt(int number) {
        attempt = number;
        return this;
    }

    Story ended(RunStatus how, double seconds, Turn... turn) {
        status = how;
        ended = Optional.of(at(seconds));
        lastTurn = turn.length == 0 ? Optional.empty() : Optional.of(turn[0]);
        return this;
    }

    /** It lives, and is due then. */
    Story lives(RunStatus how, double due) {
        return lives(how, new TracedRun.Work(at(due), false, Optional.empty()));
    }

    Story lives(RunStatus how, TracedRun.Work todo) {
        status = how;
        work = Optional.of(todo);
        return this;
    }

    Story now(double seconds) {
        now = at(seconds);
        return this;
    }

    History history() {
        TracedRun run = new TracedRun(
                "run",
                "function",
                status,
                attempt,
                BEGIN,
                started,
                ended,
                Optional.empty(),
                attempt == 0 ? Optional.empty() : Optional.of(ERROR),
                "event",
                Optional.of("{\"data\":{\"key\":\"k\"}}"),
                BEGIN,
                origin,
                Optional.empty(),
                lastTurn,
                work);
        return new History(run, steps, attempts, children, Map.of(), now);
    }

    /** The spans, one a line. */
    List<String> told() {
        return Spans.of(history()).stream().map(Story::tell).toList();
    }

    private static String tell(Span span) {
        String times = seconds(span.startedAt()) + "-"
                + span.endedAt().map(Story::seconds).orElse("");
        String queue = span.queue().stream()
                .map(delay -> " " + delay.cause() + " " + seconds(delay.from()) + "-" + seconds(delay.to()))
                .collect(Collectors.joining());
        return span.kind() + " " + span.name()
                + (span.kind() == Span.Kind.ATTEMPT ? " " + span.attempt().getAsInt() : "") + " " + span.status() + " "
                + times + (span.takenOver() ? " taken over" : "") + queue;
    }

    private static String seconds(Instant time) {
        double seconds = Duration.between(BEGIN, time).toMillis() / 1_000.0;
        return seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds);
    }
}
