package dev.gamelan.engine.trace;

import dev.gamelan.engine.json.Jsons;
import dev.gamelan.engine.run.RunError;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Says in words what a step waits for; moments to the second. */
final class Sentences {

    /** Of an error's message. */
    private static final int MAX_LENGTH = 200;

    private Sentences() {}

    static String of(TracedStep step, History history) {
        String name = "step '" + step.name() + "' ";
        String subject = step.step().subject().orElse("");
        String until = step.step()
                .until()
                .map(moment -> moment.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("");
        return switch (step.step().kind()) {
            case SLEEP -> name + "sleeps until " + until;
            case WAIT_FOR_EVENT ->
                name + "waits for an event " + subject + matching(step, history) + ", and goes on without one at "
                        + until;
            case WAIT_FOR_SIGNAL -> name + "waits for the signal '" + subject + "', and goes on without it at " + until;
            case INVOKE -> name + "waits for " + child(step, history) + ", and fails at " + until;
            case RUN, SEND_EVENT, SEND_SIGNAL ->
                "attempt " + step.step().attempt() + " of " + name + "has failed ("
                        + step.step().error().map(Sentences::of).orElse("") + "); the next one is at " + until;
        };
    }

    static String of(RunError error) {
        String text = error.name().substring(error.name().lastIndexOf('.') + 1) + ": " + error.message();
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }

    private static String child(TracedStep step, History history) {
        String function = "function " + step.step().subject().orElse("");
        Optional<Child> child = Optional.ofNullable(history.children().get(step.key()));
        return child.flatMap(Child::runId)
                .map(run -> "run " + run + " of " + function + ", which is "
                        + child.flatMap(Child::status).orElse("not stored"))
                .orElse("a run of " + function);
    }

    private static String matching(TracedStep step, History history) {
        return step.path()
                .map(path -> " whose " + path + " is "
                        + history.run()
                                .eventJson()
                                .map(Jsons::parse)
                                .map(event -> valueAt(path, event))
                                .map(JsonValue::toString)
                                .orElse("the same"))
                .orElse("");
    }

    private static JsonValue valueAt(String path, JsonValue event) {
        JsonValue value = event;
        for (String member : path.split("\\.", -1)) {
            value = value instanceof JsonObject object ? object.get(member) : null;
        }
        return value;
    }
}
