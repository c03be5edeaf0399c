package dev.gamelan.launcher.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one run. */
@Command(name = "run", description = "Shows a run and its steps.", mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

    @Mixin
    private ServerOption server;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id")
    private String id;

    @Override
    public Integer call() {
        Rest rest = server.rest();
        JsonObject run = rest.get("/v1/runs/" + RunId.of(id)).getJsonObject("data");
        List<JsonObject> steps =
                rest.get("/v1/runs/" + id + "/steps").getJsonArray("data").getValuesAs(JsonObject.class);
        if (server.isJson()) {
            server.out()
                    .println(Json.createObjectBuilder(run)
                            .add("steps", Json.createArrayBuilder(steps))
                            .build());
        } else {
            print(run, steps, server.out());
        }
        server.out().flush();
        return 0;
    }

    private static void print(JsonObject run, List<JsonObject> steps, PrintWriter out) {
        line(out, "run", run.getString("run_id"));
        line(out, "function", run.getString("function_id"));
        line(
                out,
                "status",
                run.getString("status")
                        + (run.getInt("attempt") > 0 ? ", attempt " + (run.getInt("attempt") + 1) : ""));
        line(out, "event", run.getString("event_id"));
        line(out, "repeats", run.getString("origin_run_id", ""));
        line(out, "queued", Runs.time(run, "queued_at"));
        line(out, "started", Runs.time(run, "run_started_at"));
        line(out, "ended", Runs.time(run, "ended_at"));
        line(out, "took", Runs.took(run));
        line(out, "output", text(run.get("output")));
        line(out, "error", error(run));
        if (run.get("waiting_for") instanceof JsonObject obstacle) {
            line(out, "rests", obstacle.getString("text", ""));
        }
        if (!steps.isEmpty()) {
            out.println();
            steps.forEach(step -> out.printf(
                    Locale.ROOT,
                    "%-10s %-16s %s%s%n",
                    step.getString("status"),
                    step.getString("kind"),
                    name(step) + (step.getBoolean("orphaned", false) ? " (orphaned)" : ""),
                    result(step)));
        }
    }

    /** Its id as the function has it, and its number if it is not the first with that. */
    static String name(JsonObject step) {
        return step.getString("name") + (step.getInt("index") > 0 ? ":" + step.getInt("index") : "");
    }

    private static String result(JsonObject step) {
        String result = switch (step.getString("status")) {
            case "Completed" -> text(step.get("output"));
            case "Waiting" -> "until " + Runs.time(step, "until");
            case "Retrying" -> error(step) + "; again at " + Runs.time(step, "until");
            default -> error(step);
        };
        return result.isEmpty() ? "" : "   " + result;
    }

    private static String error(JsonObject object) {
        return object.get("error") instanceof JsonObject error
                ? error.getString("name", "Error") + ": " + error.getString("message", "")
                : "";
    }

    private static String text(JsonValue value) {
        return value == null || value.getValueType() == JsonValue.ValueType.NULL ? "" : value.toString();
    }

    private static void line(PrintWriter out, String name, String value) {
        if (!value.isEmpty()) {
            out.printf(Locale.ROOT, "%-10s%s%n", name, value);
        }
    }
}
