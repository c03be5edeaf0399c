package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a run again. */
@Command(
        name = "rerun",
        description = "Runs a run that is over again, and prints the id of the new run.",
        mixinStandardHelpOptions = true)
public final class RerunCommand implements Callable<Integer> {

    @Mixin
    private ServerOption server;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id")
    private String id;

    @Option(names = "--data", paramLabel = "JSON", description = "With these data in the event instead of its own.")
    private String data;

    @Option(
            names = "--from-step",
            paramLabel = "STEP",
            description = "Begin at this step, by its name as ./gamelan run shows it or its step_id:"
                    + " the results before it are taken over.")
    private String step;

    @Option(
            names = "--output",
            paramLabel = "JSON",
            description = "The result that the step of --from-step is to have, instead of executing it.")
    private String output;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description = "A second request with it, for this run, starts nothing.")
    private String requestId;

    @Option(names = "--force", description = "Also when its function says that it is not to be run again.")
    private boolean force;

    @Override
    public Integer call() {
        if (output != null && step == null) {
            throw new LauncherException("--output needs --from-step: it is the result of that step");
        }
        Rest rest = server.rest();
        JsonObjectBuilder request = Json.createObjectBuilder();
        if (requestId != null) {
            request.add("request_id", requestId);
        }
        if (data != null) {
            request.add("event", Json.createObjectBuilder().add("data", json("--data", data)));
        }
        if (step != null) {
            JsonObjectBuilder from = Json.createObjectBuilder().add("step_id", stepId(rest));
            if (output != null) {
                from.add("output", json("--output", output));
            }
            request.add("from_step", from);
        }
        if (force) {
            request.add("force", true);
        }
        JsonObject answer =
                rest.post("/v1/runs/" + RunId.of(id) + "/rerun", request.build().toString());
        server.out()
                .println(
                        server.isJson()
                                ? answer.toString()
                                : answer.getJsonObject("data").getString("run_id"));
        server.out().flush();
        return 0;
    }

    private String stepId(Rest rest) {
        if (step.matches("[0-9a-f]{40}")) {
            return step;
        }
        List<JsonObject> steps = rest.get("/v1/runs/" + RunId.of(id) + "/steps")
                .getJsonArray("data")
                .getValuesAs(JsonObject.class);
        return steps.stream()
                .filter(one -> RunCommand.name(one).equals(step))
                .map(one -> one.getString("step_id"))
                .findFirst()
                .orElseThrow(
                        () -> new LauncherException("--from-step " + step + ": run " + id + " has no such step; it has "
                                + (steps.isEmpty()
                                        ? "none"
                                        : steps.stream().map(RunCommand::name).collect(Collectors.joining(", ")))));
    }

    private static JsonValue json(String option, String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readValue();
        } catch (JsonException e) {
            throw new LauncherException(option + " has to be JSON: " + e.getMessage());
        }
    }
}
