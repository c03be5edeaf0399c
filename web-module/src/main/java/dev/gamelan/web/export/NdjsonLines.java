package dev.gamelan.web.export;

import dev.gamelan.engine.json.Jsons;
import jakarta.json.JsonObject;

/** A JSON object on each line; the last one has {@code end}. */
final class NdjsonLines implements Lines {

    @Override
    public String head() {
        return "";
    }

    @Override
    public String row(JsonObject row) {
        return row + "\n";
    }

    @Override
    public String end(long count) {
        return row(Jsons.object().add("end", true).add("count", count).build());
    }

    @Override
    public String cutOff(long count, String error) {
        return row(Jsons.object()
                .add("end", false)
                .add("count", count)
                .add("error", error)
                .build());
    }
}
