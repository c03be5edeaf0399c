package dev.gamelan.launcher.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Shared by the commands that mean some runs: which ones. */
final class RunFilters {

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Queued, Running, Waiting, NeedsAttention, Completed, Failed or Cancelled. Repeatable.")
    private List<String> statuses = new ArrayList<>();

    @Option(names = "--function", paramLabel = "ID", description = "Of this function. Repeatable.")
    private List<String> functions = new ArrayList<>();

    @Option(names = "--event", paramLabel = "ID", description = "Started by this event.")
    private String event;

    @Option(names = "--bulk", paramLabel = "ID", description = "Started by this bulk job.")
    private String bulk;

    @Option(names = "--after", paramLabel = "TIME", description = "Queued then or later, as in 2026-01-31T12:00:00Z.")
    private String after;

    @Option(names = "--before", paramLabel = "TIME", description = "Queued before.")
    private String before;

    @Option(names = "--ended-after", paramLabel = "TIME", description = "Ended then or later.")
    private String endedAfter;

    @Option(names = "--ended-before", paramLabel = "TIME", description = "Ended before.")
    private String endedBefore;

    @Option(
            names = "--error",
            paramLabel = "FINGERPRINT",
            description = "Ended with this error, as GET /v1/errors lists them.")
    private String error;

    @Option(names = "--text", paramLabel = "TEXT", description = "With this text in event, output, error or id.")
    private String text;

    @Option(
            names = "--cel",
            paramLabel = "EXPRESSION",
            description = "For which this is true, as in event.data.total > 100.")
    private String cel;

    /** By the names that the API has for them. */
    Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("status", statuses);
        parameters.put("function_id", functions);
        put(parameters, "event_id", event);
        put(parameters, "bulk", bulk);
        put(parameters, "queued_after", after);
        put(parameters, "queued_before", before);
        put(parameters, "ended_after", endedAfter);
        put(parameters, "ended_before", endedBefore);
        put(parameters, "error", error);
        put(parameters, "text", text);
        put(parameters, "cel", cel);
        parameters.values().removeIf(List::isEmpty);
        return parameters;
    }

    private static void put(Map<String, List<String>> parameters, String name, String value) {
        if (value != null) {
            parameters.put(name, List.of(value));
        }
    }
}
