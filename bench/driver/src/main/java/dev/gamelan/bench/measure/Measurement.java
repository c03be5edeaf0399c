package dev.gamelan.bench.measure;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one workload of one subject came to.
 *
 * @param n how many functions, or submissions where those are measured
 * @param figures by their names, which say the unit; in the order of the report
 * @param errors submissions that were refused
 * @param note what a reader has to know, or empty
 */
public record Measurement(
        String subject, String workload, long n, Map<String, Double> figures, long errors, String note) {

    /** What the names of workloads begin with that are pages of the API: the report has a table of them. */
    public static final String PAGE = "H1 ";

    public Measurement withNote(String text) {
        return new Measurement(subject, workload, n, figures, errors, note.isEmpty() ? text : note + "; " + text);
    }

    public JsonObject toJson() {
        JsonObjectBuilder values = Json.createObjectBuilder();
        figures.forEach((name, value) -> values.add(name, Math.round(value * 1000) / 1000.0));
        return Json.createObjectBuilder()
                .add("subject", subject)
                .add("workload", workload)
                .add("n", n)
                .add("figures", values)
                .add("errors", errors)
                .add("note", note)
                .build();
    }

    public static Measurement fromJson(JsonObject json) {
        Map<String, Double> figures = new LinkedHashMap<>();
        json.getJsonObject("figures").forEach((name, value) -> figures.put(name, ((JsonNumber) value).doubleValue()));
        return new Measurement(
                json.getString("subject"),
                json.getString("workload"),
                json.getJsonNumber("n").longValue(),
                figures,
                json.getJsonNumber("errors").longValue(),
                json.getString("note"));
    }
}
