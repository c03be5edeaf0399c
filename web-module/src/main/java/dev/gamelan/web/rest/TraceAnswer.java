package dev.gamelan.web.rest;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.RunError;
import dev.gamelan.engine.run.StateNames;
import dev.gamelan.engine.trace.Child;
import dev.gamelan.engine.trace.Delay;
import dev.gamelan.engine.trace.Inputs;
import dev.gamelan.engine.trace.Span;
import dev.gamelan.engine.trace.TracedRun;
import dev.gamelan.engine.trace.TracedStep;
import dev.gamelan.engine.trace.Waiting;
import dev.gamelan.execution.Trace;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The history of a run, as JSON. */
final class TraceAnswer {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Of one payload. */
    private static final int MOST_CHARACTERS = 64 * 1024;

    /** Of all of them. */
    private static final int MOST_OF_ALL = 4 * 1024 * 1024;

    /** Of the message of an error that is too long as a whole. */
    private static final int MOST_OF_MESSAGE = 1_000;

    private final Trace trace;
    private int characters;

    TraceAnswer(Trace trace) {
        this.trace = trace;
    }

    JsonObject toJson() {
        TracedRun run = trace.history().run();
        JsonArrayBuilder spans = Jsons.array();
        trace.spans().forEach(span -> spans.add(toJson(span)));
        JsonObjectBuilder json = Jsons.object()
                .add("run_id", run.id())
                .add("function_id", run.functionId())
                .add("status", StateNames.of(run.status()))
                .add("queued_at", time(run.queuedAt()))
                .add("started_at", time(run.startedAt()))
                .add("ended_at", time(run.endedAt()))
                .add("server_time", time(trace.history().now()));
        run.originRunId().ifPresent(origin -> json.add("origin_run_id", origin));
        run.parent()
                .ifPresent(parent -> json.add("parent_run_id", parent.runId()).add("parent_step", parent.stepKey()));
        return json.add(
                        "waiting_for",
                        trace.waitingFor().<JsonValue>map(TraceAnswer::toJson).orElse(JsonValue.NULL))
                .add("spans", spans)
                .build();
    }

    private static JsonObject toJson(Waiting waiting) {
        JsonObjectBuilder json = Jsons.object().add("cause", waiting.cause().word());
        waiting.step()
                .ifPresent(step -> json.add("step", step.step().id().id())
                        .add("step_key", step.step().key()));
        json.add("since", time(waiting.since()));
        waiting.until().ifPresent(until -> json.add("until", time(until)));
        return json.add("text", waiting.text()).build();
    }

    private JsonObject toJson(Span span) {
        JsonObjectBuilder json = Jsons.object()
                .add("id", span.id())
                .add("parent_id", span.parentId().<JsonValue>map(Jsons::string).orElse(JsonValue.NULL))
                .add("kind", word(span.kind()));
        span.step()
                .ifPresent(step -> json.add("step_key", step.step().key())
                        .add("step_kind", word(step.step().kind())));
        json.add("name", span.name()).add("status", span.status());
        span.attempt().ifPresent(attempt -> json.add("attempt", attempt));
        json.add("started_at", time(span.startedAt()))
                .add("ended_at", time(span.endedAt()))
                .add("queue", queue(span));
        if (span.takenOver()) {
            json.add("taken_over", true);
        }
        span.error().ifPresent(error -> addError(json, error));
        switch (span.kind()) {
            case RUN -> addRun(json, trace.history().run());
            case STEP -> span.step().ifPresent(step -> addStep(json, step));
            case ATTEMPT -> {} // its step has what it was given and what came of it
        }
        return json.build();
    }

    private static JsonArrayBuilder queue(Span span) {
        JsonArrayBuilder queue = Jsons.array();
        for (Delay delay : span.queue()) {
            queue.add(Jsons.object()
                    .add("cause", word(delay.cause()))
                    .add("from", time(delay.from()))
                    .add("to", time(delay.to())));
        }
        return queue;
    }

    private void addRun(JsonObjectBuilder json, TracedRun run) {
        json.add("event_id", run.eventId());
        run.eventJson().ifPresent(event -> addPayload(json, "input", event));
        run.output().ifPresent(output -> addPayload(json, "output", output));
    }

    private void addStep(JsonObjectBuilder json, TracedStep step) {
        Inputs.of(step, trace.history()).ifPresent(input -> addPayload(json, "input", input.toString()));
        step.step().output().ifPresent(output -> addPayload(json, "output", output));
        Optional<Child> child =
                Optional.ofNullable(trace.history().children().get(step.step().key()));
        child.flatMap(Child::runId).ifPresent(run -> json.add("child_run_id", run));
        step.step().eventId().or(() -> child.map(Child::eventId)).ifPresent(event -> json.add("event_id", event));
    }

    private void addError(JsonObjectBuilder json, RunError error) {
        String all = error.toJson();
        addPayload(json, "error", all);
        if (all.length() > MOST_CHARACTERS) {
            String message = error.message();
            json.add(
                    "error",
                    Jsons.object()
                            .add("name", error.name())
                            .add("message", message.substring(0, Math.min(message.length(), MOST_OF_MESSAGE))));
        }
    }

    private void addPayload(JsonObjectBuilder json, String name, String payload) {
        if (payload.length() <= MOST_CHARACTERS && characters + payload.length() <= MOST_OF_ALL) {
            characters += payload.length();
            json.add(name, Jsons.parse(payload));
        } else {
            json.add(name + "_characters", payload.length());
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static JsonValue time(Optional<Instant> time) {
        return time.<JsonValue>map(moment -> Jsons.string(time(moment))).orElse(JsonValue.NULL);
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }
}
