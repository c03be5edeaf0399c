package dev.gamelan.catalog;

import dev.gamelan.deploy.Cancellation;
import dev.gamelan.deploy.FunctionDefinition;
import dev.gamelan.deploy.TimeLimits;
import dev.gamelan.engine.json.Jsons;
import dev.gamelan.event.EventPattern;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Function definitions as they are stored. */
final class FunctionJson {

    private static final String REPLAYABLE = "replayable";

    private FunctionJson() {}

    static String triggers(FunctionDefinition function) {
        JsonArrayBuilder array = Jsons.array();
        function.triggers().forEach(pattern -> array.add(pattern.text()));
        return array.build().toString();
    }

    /** What has no column of its own. */
    static String config(FunctionDefinition function) {
        JsonArrayBuilder cancellations = Jsons.array();
        for (Cancellation cancellation : function.cancellations()) {
            JsonObjectBuilder json = Jsons.object().add("event", cancellation.eventName());
            cancellation.match().ifPresent(match -> json.add("match", match));
            cancellations.add(json);
        }
        JsonObjectBuilder config = Jsons.object().add("cancel", cancellations);
        function.timeLimits().start().ifPresent(limit -> config.add("start", limit.toString()));
        function.timeLimits().finish().ifPresent(limit -> config.add("finish", limit.toString()));
        function.failureOf().ifPresent(id -> config.add("failureOf", id));
        if (!function.isReplayable()) {
            config.add(REPLAYABLE, false);
        }
        return config.build().toString();
    }

    static FunctionDefinition read(String id, String name, int retries, String triggers, String config) {
        List<EventPattern> patterns = Jsons.parse(triggers).asJsonArray().getValuesAs(JsonString.class).stream()
                .map(text -> new EventPattern(text.getString()))
                .toList();
        if (config == null) {
            return new FunctionDefinition(id, name, retries, patterns);
        }
        JsonObject json = Jsons.parse(config).asJsonObject();
        return new FunctionDefinition(
                id,
                name,
                retries,
                patterns,
                json.getJsonArray("cancel").getValuesAs(JsonObject.class).stream()
                        .map(cancel -> new Cancellation(
                                cancel.getString("event"), Optional.ofNullable(cancel.getString("match", null))))
                        .toList(),
                new TimeLimits(duration(json, "start"), duration(json, "finish")),
                Optional.ofNullable(json.getString("failureOf", null)),
                isReplayable(json));
    }

    /** @param config as it is stored, or null: what is not said there is as usual */
    static boolean isReplayable(String config) {
        return config == null || isReplayable(Jsons.parse(config).asJsonObject());
    }

    private static boolean isReplayable(JsonObject config) {
        return config.getBoolean(REPLAYABLE, true);
    }

    private static Optional<Duration> duration(JsonObject json, String member) {
        return Optional.ofNullable(json.getString(member, null)).map(Duration::parse);
    }
}
