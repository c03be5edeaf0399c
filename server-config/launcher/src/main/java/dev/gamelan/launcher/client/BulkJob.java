package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.Console;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shared by the commands that begin a bulk job: how it is done, and watching it. */
final class BulkJob {

    @Mixin
    private RunFilters filters;

    @Option(names = "--all", description = "Every run, when no filter is given.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only tell how many runs there are.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--detach", description = "Do not wait for the end; ./gamelan bulk ID shows how far it is.")
    private boolean detach;

    @Option(names = "--per-second", paramLabel = "N", description = "At most so many a second.")
    private Double perSecond;

    @Option(names = "--request-id", paramLabel = "ID", description = "A second request with it begins nothing.")
    private String requestId;

    @Option(names = "--actor", paramLabel = "NAME", description = "Who asks, for the history. Default: the user's name")
    private String actor = System.getProperty("user.name");

    /** Whether somebody has said which runs. */
    boolean isSelected() {
        return all || !filters.parameters().isEmpty();
    }

    /**
     * Counts, asks, begins, and watches.
     *
     * @param kind as the API calls it, which is also the word for people
     * @param standard filters that hold if nothing is said of them
     * @return the exit code
     */
    int carryOut(String kind, Map<String, List<String>> standard, ServerOption server) {
        Map<String, List<String>> chosen = filters.parameters();
        if (!isSelected()) {
            throw new LauncherException("say which runs, as in --function ID --status Failed, or --all");
        }
        standard.forEach(chosen::putIfAbsent);
        Rest rest = server.rest();
        JsonObject runs = json(chosen);
        JsonObject counted = rest.post(
                "/v1/bulk", request(kind, runs).add("dry_run", true).build().toString());
        if (dryRun) {
            server.out().println(server.isJson() ? counted.toString() : count(counted) + " runs");
            server.out().flush();
            return 0;
        }
        confirm(kind, count(counted));
        JsonObject job = rest.post(
                        "/v1/bulk", complete(request(kind, runs)).build().toString())
                .getJsonObject("data");
        return detach ? print(job, server) : new JobProgress(server).watch(job.getString("id"));
    }

    private static String count(JsonObject answer) {
        JsonObject data = answer.getJsonObject("data");
        return (data.getBoolean("count_exact") ? "" : "more than ") + data.getInt("count");
    }

    @SuppressWarnings("SystemConsoleNull") // it needs JDK 17 or 21
    private void confirm(String kind, String count) {
        if (yes) {
            return;
        }
        Console console = System.console();
        if (console == null) {
            throw new LauncherException("that would " + kind + " " + count + " runs; say --yes to have it done");
        }
        String answer = console.readLine("%s %s runs? [y/N] ", kind, count);
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new LauncherException("nothing was done");
        }
    }

    private static JsonObjectBuilder request(String kind, JsonObject runs) {
        return Json.createObjectBuilder().add("kind", kind).add("runs", runs);
    }

    private JsonObjectBuilder complete(JsonObjectBuilder request) {
        Optional.ofNullable(requestId).ifPresent(id -> request.add("request_id", id));
        Optional.ofNullable(perSecond).ifPresent(limit -> request.add("per_second", limit));
        Optional.ofNullable(actor).filter(name -> !name.isBlank()).ifPresent(name -> request.add("actor", name));
        return request;
    }

    private static JsonObject json(Map<String, List<String>> parameters) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        parameters.forEach((name, values) -> {
            JsonArrayBuilder array = Json.createArrayBuilder();
            values.forEach(array::add);
            json.add(name, array);
        });
        return json.build();
    }

    private static int print(JsonObject job, ServerOption server) {
        server.out().println(server.isJson() ? job.toString() : job.getString("id"));
        server.out().flush();
        return 0;
    }
}
