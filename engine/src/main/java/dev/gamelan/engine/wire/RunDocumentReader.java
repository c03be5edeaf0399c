package dev.gamelan.engine.wire;

import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.RunStatus;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.engine.step.StepKind;
import dev.gamelan.engine.step.StepStatus;
import dev.gamelan.engine.trace.Attempt;
import dev.gamelan.engine.trace.TracedRun;
import dev.gamelan.engine.trace.Turn;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a {@link RunDocument}, by the limits that hold for runs of this server. */
final class RunDocumentReader {

    private static final int MAX_FUNCTION_ID = 128;
    private static final int MAX_EVENT_NAME = 512;
    private static final int MAX_EXTERNAL_ID = 255;
    private static final int MAX_STEPS = 1_000;
    private static final int MAX_ATTEMPTS = 30_000;
    private static final int MAX_STEP_NAME = 256;
    private static final int MAX_STEP_KEY = 40;
    private static final int MAX_PATH = 256;
    private static final int MAX_RESULT = 4 * 1024 * 1024;
    private static final int MAX_EVENT = 8 * 1024 * 1024;
    private static final int MAX_FUNCTION = 64 * 1024;
    private static final int MAX_ERROR_NAME = 512;
    private static final long LAST_MILLI = 253_370_764_799_999L;
    private static final String ULID = "an id of 26 characters (ULID, upper case)";
    private static final String TIME = "a time such as 2026-01-31T12:00:00Z (RFC 3339)";
    private static final String TEXT = "a text";

    private RunDocumentReader() {}

    static RunDocument read(byte[] body) {
        if (body.length > RunDocument.MAX_BYTES) {
            throw new InvalidEventException(413, "the document is larger than " + RunDocument.MAX_BYTES + " bytes");
        }
        if (body.length == 0 || !(JsonText.parse(body) instanceof JsonObject object)) {
            throw InvalidEventException.badRequest(
                    "the request must be a document such as GET /v1/runs/{id}/export answers");
        }
        Members document = new Members(object, "");
        if (!document.text("format", MAX_FUNCTION_ID)
                .filter(RunDocument.FORMAT::equals)
                .isPresent()) {
            throw document.wrong("format", '"' + RunDocument.FORMAT + '"');
        }
        document.number("version", RunDocument.VERSION, RunDocument.VERSION);
        Instant exportedAt = document.required("exported_at", TIME, document.time("exported_at"));
        RunDocument.Execution run = run(document.required("run", "an object", document.members("run")), document);
        Optional<RunDocument.Event> event = document.members("event").map(members -> event(members, run.eventId()));
        return new RunDocument(
                exportedAt,
                run,
                event,
                steps(document),
                document.allOf("attempts", MAX_ATTEMPTS).orElse(List.of()).stream()
                        .map(RunDocumentReader::attemptThatFailed)
                        .toList(),
                document.object("function").flatMap(any -> document.json("function", MAX_FUNCTION)));
    }

    private static RunDocument.Execution run(Members run, Members document) {
        RunStatus status = run.choice("status", RunStatus.values(), StateNames::of);
        Optional<Instant> ended = run.time("ended_at");
        if (status.isTerminal() != ended.isPresent()) {
            throw run.wrong(
                    "ended_at", status.isTerminal() ? TIME : "missing while the run is " + StateNames.of(status));
        }
        return new RunDocument.Execution(
                run.required("run_id", ULID, run.ulid("run_id")),
                run.required(
                        "function_id",
                        TEXT,
                        run.text("function_id", MAX_FUNCTION_ID).filter(id -> !id.isEmpty())),
                run.required("event_id", ULID, run.ulid("event_id")),
                status,
                attempt(run),
                run.required("queued_at", TIME, run.time("queued_at")),
                run.time("run_started_at"),
                ended,
                run.ulid("origin_run_id"),
                run.json("output", MAX_RESULT),
                error(run),
                document.members("parent").map(RunDocumentReader::parent),
                turn(document, "last_turn"));
    }

    private static TracedRun.Parent parent(Members parent) {
        return new TracedRun.Parent(parent.required("run_id", ULID, parent.ulid("run_id")), stepKey(parent));
    }

    private static RunDocument.Event event(Members event, String ofRun) {
        String id = event.required("internal_id", ULID, event.ulid("internal_id"));
        if (!id.equals(ofRun)) {
            throw event.wrong("internal_id", "run.event_id, " + ofRun);
        }
        event.required("data", "an object", event.object("data"));
        return new RunDocument.Event(
                id,
                event.text("id", MAX_EXTERNAL_ID).filter(external -> !external.equals(id)),
                event.required("name", TEXT, event.text("name", MAX_EVENT_NAME).filter(name -> !name.isEmpty())),
                event.json("data", MAX_EVENT).orElseThrow(),
                event.object("user").flatMap(any -> event.json("user", MAX_EVENT)),
                event.object("meta").flatMap(any -> event.json("meta", MAX_EVENT)),
                event.text("v", MAX_EXTERNAL_ID),
                Instant.ofEpochMilli(event.number("ts", 0, LAST_MILLI)),
                event.required("received_at", TIME, event.time("received_at")));
    }

    private static List<RunDocument.Step> steps(Members document) {
        Set<String> keys = new HashSet<>();
        return document.all("steps", MAX_STEPS).stream()
                .map(members -> {
                    RunDocument.Step step = step(members);
                    if (!keys.add(step.key())) {
                        throw members.wrong("step_id", "that of one step only");
                    }
                    return step;
                })
                .toList();
    }

    private static RunDocument.Step step(Members step) {
        return new RunDocument.Step(
                stepKey(step),
                step.required("name", TEXT, step.text("name", MAX_STEP_NAME)),
                (int) step.number("index", 0, Integer.MAX_VALUE),
                step.choice("kind", StepKind.values(), kind -> kind.name().toLowerCase(Locale.ROOT)),
                step.choice("status", StepStatus.values(), StateNames::of),
                attempt(step),
                step.json("output", MAX_RESULT),
                error(step),
                step.time("until"),
                step.text("subject", MAX_EVENT_NAME),
                step.ulid("event_id"),
                step.text("path", MAX_PATH),
                step.number("took_micros", 0, Long.MAX_VALUE),
                step.time("began_at"),
                step.required("recorded_at", TIME, step.time("recorded_at")),
                turn(step, "turn"),
                step.flag("orphaned"));
    }

    private static Attempt attemptThatFailed(Members attempt) {
        return new Attempt(
                attempt.text("step_id", MAX_STEP_KEY).orElse(Attempt.OF_FUNCTION),
                attempt(attempt),
                attempt.choice(
                        "outcome",
                        Attempt.Outcome.values(),
                        outcome -> outcome.name().toLowerCase(Locale.ROOT)),
                attempt.required("started_at", TIME, attempt.time("started_at")),
                attempt.required("ended_at", TIME, attempt.time("ended_at")),
                attempt.time("next_at"),
                error(attempt),
                turn(attempt, "turn"));
    }

    private static Optional<Turn> turn(Members of, String name) {
        return of.members(name)
                .map(turn -> new Turn(
                        turn.required("due_at", TIME, turn.time("due_at")),
                        turn.required("claimed_at", TIME, turn.time("claimed_at")),
                        turn.flag("lacked_room")));
    }

    private static String stepKey(Members of) {
        return of.required("step_id", TEXT, of.text("step_id", MAX_STEP_KEY).filter(key -> !key.isEmpty()));
    }

    private static int attempt(Members of) {
        return (int) of.number("attempt", 0, Integer.MAX_VALUE);
    }

    private static Optional<RunError> error(Members of) {
        return of.members("error")
                .map(error -> new RunError(
                        error.required("name", TEXT, error.text("name", MAX_ERROR_NAME)),
                        error.anyText("message"),
                        error.anyText("stack")));
    }
}
