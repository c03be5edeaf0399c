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

    @Mixin
    private RunFilters filters;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on after this one, as the page before says.")
    private String cursor;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 100. Default: 20")
    private String limit;

    @Override
    public Integer call() {
        List<String> query = new ArrayList<>();
        filters.parameters().forEach((name, values) -> values.forEach(value -> add(query, name, value)));
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
            query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
