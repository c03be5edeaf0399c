package dev.gamelan.engine.trace;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.step.StepKind;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Optional;

/** What steps were given. Of the body of a step nothing is known: it takes what it needs from its function. */
public final class Inputs {

    /** So many of the events of a step are told in full. */
    public static final int MOST_EVENTS = 20;

    private Inputs() {}

    /** As people read it; empty for steps that are given nothing. */
    public static Optional<JsonObject> of(TracedStep step, History history) {
        return switch (step.step().kind()) {
            case SLEEP -> Optional.of(until(Jsons.object(), step));
            case WAIT_FOR_EVENT -> {
                JsonObjectBuilder input = subject("event", step);
                step.path().ifPresent(path -> input.add("match", path));
                yield Optional.of(until(input, step));
            }
            case WAIT_FOR_SIGNAL -> Optional.of(until(subject("signal", step), step));
            case INVOKE -> {
                JsonObjectBuilder input = subject("function_id", step);
                Optional.ofNullable(history.children().get(step.key()))
                        .ifPresent(child -> input.add("data", Jsons.parse(child.data())));
                yield Optional.of(until(input, step));
            }
            case SEND_EVENT -> Optional.of(events(step, history));
            case RUN, SEND_SIGNAL -> Optional.empty();
        };
    }

    /** The ids of the events that a step has sent. */
    public static List<String> sentBy(TracedStep step) {
        if (step.step().kind() != StepKind.SEND_EVENT) {
            return List.of();
        }
        return step.step()
                .output()
                .map(output ->
                        Jsons.parse(output).asJsonObject().getJsonArray("ids").getValuesAs(JsonString::getString))
                .orElse(List.of());
    }

    private static JsonObjectBuilder subject(String name, TracedStep step) {
        return Jsons.object().add(name, step.step().subject().orElse(""));
    }

    private static JsonObject until(JsonObjectBuilder input, TracedStep step) {
        step.step().until().ifPresent(until -> input.add("until", until.toString()));
        return input.build();
    }

    private static JsonObject events(TracedStep step, History history) {
        JsonArrayBuilder events = Jsons.array();
        List<String> ids = sentBy(step);
        ids.stream()
                .map(history.sent()::get)
                .filter(event -> event != null)
                .limit(MOST_EVENTS)
                .forEach(event -> events.add(Jsons.parse(event)));
        return Jsons.object().add("events", events).add("count", ids.size()).build();
    }
}
