package dev.gamelan.launcher.client;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists runs. */
@Command(name = "runs", description = "Lists runs, the newest first.", mixinStandardHelpOptions = true)
public final class RunsCommand implements Callable<Integer> {

    @Mixin
    private ServerOption server;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Queued, Running, Waiting, NeedsAttention, Completed, Failed or Cancelled. Repeatable.")
    private List<String> statuses = new ArrayList<>();

    @Option(names = "--function", paramLabel = "ID", description = "Of this function. Repeatable.")
    private List<String> functions = new ArrayList<>();

    @Option(names = "--event", paramLabel = "ID", description = "Started by this event.")
    private String event;

    @Option(names = "--after", paramLabel = "TIME", description = "Queued then or later, as in 2026-01-31T12:00:00Z.")
    private String after;

    @Option(names = "--before", paramLabel = "TIME", description = "Queued before.")
    private String before;

    @Option(names = "--text", paramLabel = "TEXT", description = "With this text in event, output, error or id.")
    private String text;

    @Option(
            names = "--cel",
            paramLabel = "EXPRESSION",
            description = "For which this is true, as in event.data.total > 100.")
    private String cel;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on after this one, as the page before says.")
    private String cursor;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 100. Default: 20")
    private String limit;

    @Override
    public Integer call() {
        List<String> query = new ArrayList<>();
        statuses.forEach(status -> query.add(parameter("status", status)));
        functions.forEach(function -> query.add(parameter("function_id", function)));
        add(query, "event_id", event);
        add(query, "queued_after", after);
        add(query, "queued_before", before);
        add(query, "text", text);
        add(query, "cel", cel);
        add(query, "cursor", cursor);
        add(query, "limit", limit);
        JsonObject answer = server.rest().get("/v1/runs" + (query.isEmpty() ? "" : "?" + String.join("&", query)));
        if (server.isJson()) {
            server.out().println(answer);
        } else {
            Runs.print(answer.getJsonArray("data").getValuesAs(JsonObject.class), server.out());
            Optional.ofNullable(answer.getJsonObject("page"))
                    .filter(page -> page.containsKey("cursor"))
                    .ifPresent(page -> server.out().println("more: --cursor " + page.getString("cursor")));
        }
        server.out().flush();
        return 0;
    }

    private static void add(List<String> query, String name, String value) {
        if (value != null) {
            query.add(parameter(name, value));
        }
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
